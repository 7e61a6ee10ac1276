package io.betintel.ev.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a node mounts into a pod's container, as directories of this machine. */
final class Volumes {
  private final Map<String, Path> byMountPath = new LinkedHashMap<>();

  /**
   * @param release every rendered object: its ConfigMaps are mounted
   * @param secrets the Secrets that exist, each with its keys
   */
  Volumes(
      JsonNode pod,
      List<Manifest> release,
      Map<String, Map<String, String>> secrets,
      Path directory)
      throws IOException {
    Map<String, Path> byName = new LinkedHashMap<>();
    for (JsonNode volume : pod.path("volumes")) {
      String name = volume.path("name").asText();
      Path files = Files.createDirectories(directory.resolve(name));
      byName.put(name, files);
      if (volume.has("secret")) {
        Map<String, String> secret = secrets.get(volume.at("/secret/secretName").asText());
        for (JsonNode item : volume.at("/secret/items")) {
          Files.writeString(
              files.resolve(item.path("path").asText()), secret.get(item.path("key").asText()));
        }
      } else if (volume.has("configMap")) {
        JsonNode data = data(volume.at("/configMap/name").asText(), release);
        for (Map.Entry<String, JsonNode> file : data.properties()) {
          Files.writeString(files.resolve(file.getKey()), file.getValue().asText());
        }
      } else if (!volume.has("emptyDir")) {
        throw new IllegalArgumentException("no such volume here: " + volume);
      }
    }
    for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
      byMountPath.put(mount.path("mountPath").asText(), byName.get(mount.path("name").asText()));
    }
  }

  /** A path of the container as one of this machine; anything else as it is. */
  String here(String value) {
    for (Map.Entry<String, Path> mount : byMountPath.entrySet()) {
      if (value.equals(mount.getKey()) || value.startsWith(mount.getKey() + "/")) {
        return mount.getValue() + value.substring(mount.getKey().length());
      }
    }
    return value;
  }

  private static JsonNode data(String configMap, List<Manifest> release) {
    return release.stream()
        .filter(each -> each.kind().equals("ConfigMap") && each.name().equals(configMap))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no ConfigMap " + configMap))
        .tree()
        .path("data");
  }
}
