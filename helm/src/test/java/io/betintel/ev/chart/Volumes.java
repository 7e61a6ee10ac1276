package io.betintel.ev.chart;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node mounts into a pod's container: the files lie in a directory of this machine as they
 * would in the container's root.
 */
final class Volumes {
  /** Under it the chart mounts every file; Kafka's client is told to read nothing else. */
  private static final String FILES = "/etc/ev-worker";

  private final Map<String, Map<String, byte[]>> secrets;
  private final Path root;
  private final Pattern mounted;

  /**
   * @param release every rendered object: its ConfigMaps are mounted
   * @param secrets the Secrets that exist, each with its keys
   * @param root an empty directory
   */
  Volumes(JsonNode pod, List<Manifest> release, Map<String, Map<String, byte[]>> secrets, Path root)
      throws IOException {
    this.secrets = secrets;
    this.root = root;
    List<String> places = new ArrayList<>(List.of(FILES));
    for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
      places.add(mount.path("mountPath").asText());
    }
    // Not where a longer path ends in the same words.
    this.mounted =
        Pattern.compile(
            places.stream()
                .map(Pattern::quote)
                .collect(joining("|", "(?<![\\w./-])(", ")(?!\\w)")));
    for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
      fill(
          Files.createDirectories(Path.of(here(mount.path("mountPath").asText()))),
          volume(mount.path("name").asText(), pod),
          release);
    }
  }

  /** A text with the container's paths as those of this machine. */
  String here(String text) {
    return mounted.matcher(text).replaceAll(Matcher.quoteReplacement(root.toString()) + "$1");
  }

  /** A Secret's text. */
  String secret(String name, String key) {
    return new String(secrets.get(name).get(key), StandardCharsets.UTF_8);
  }

  private void fill(Path directory, JsonNode volume, List<Manifest> release) throws IOException {
    if (volume.has("secret")) {
      Map<String, byte[]> secret = secrets.get(volume.at("/secret/secretName").asText());
      for (JsonNode item : volume.at("/secret/items")) {
        Files.write(
            directory.resolve(item.path("path").asText()), secret.get(item.path("key").asText()));
      }
    } else if (volume.has("configMap")) {
      JsonNode data = data(volume.at("/configMap/name").asText(), release);
      for (Map.Entry<String, JsonNode> file : data.properties()) {
        Files.writeString(directory.resolve(file.getKey()), here(file.getValue().asText()));
      }
    } else if (!volume.has("emptyDir")) {
      throw new IllegalArgumentException("no such volume here: " + volume);
    }
  }

  private static JsonNode volume(String name, JsonNode pod) {
    return Manifest.elements(pod.path("volumes"))
        .filter(volume -> volume.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no volume " + name));
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
