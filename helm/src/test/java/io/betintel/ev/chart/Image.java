package io.betintel.ev.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The worker's image as the build writes it, on an empty base: its layers, unpacked one over the
 * other, and its configuration.
 *
 * @param root what is {@code /} in the container
 */
record Image(Path root, JsonNode config) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLASS_PATH = "app/jib-classpath-file";

  static Image unpack(Path archive, Path work) throws IOException {
    Path parts = work.resolve("parts");
    Path root = work.resolve("root");
    try (InputStream in = Files.newInputStream(archive)) {
      extract(in, parts);
    }
    JsonNode manifest = JSON.readTree(parts.resolve("manifest.json").toFile()).path(0);
    for (JsonNode layer : manifest.path("Layers")) {
      try (InputStream in =
          new GZIPInputStream(Files.newInputStream(parts.resolve(layer.asText())))) {
        extract(in, root);
      }
    }
    JsonNode config = JSON.readTree(parts.resolve(manifest.path("Config").asText()).toFile());
    // The class path has the container's absolute paths: here /app is somewhere else.
    Path classPath = root.resolve(CLASS_PATH);
    Files.writeString(classPath, Files.readString(classPath).replace("/app/", root + "/app/"));
    return new Image(root, config.path("config"));
  }

  /** With this JDK as {@code java}, and paths of the container as paths of this machine. */
  List<String> entrypoint() {
    return Manifest.elements(config.path("Entrypoint"))
        .map(JsonNode::asText)
        .map(word -> word.equals("java") ? java() : word.replace("@/app/", "@" + root + "/app/"))
        .toList();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void extract(InputStream archive, Path target) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(archive);
    for (TarArchiveEntry each = tar.getNextEntry(); each != null; each = tar.getNextEntry()) {
      Path file = target.resolve(each.getName());
      if (each.isDirectory()) {
        Files.createDirectories(file);
      } else {
        Files.createDirectories(file.getParent());
        Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
