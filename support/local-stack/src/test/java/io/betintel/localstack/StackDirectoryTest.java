package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackDirectoryTest {
  @TempDir private Path temporary;

  @Test
  void isHeldByOneAtATime() {
    try (StackDirectory first = StackDirectory.open(temporary)) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> StackDirectory.open(temporary))
            .isInstanceOf(LocalStackException.class)
            .hasMessageContaining("a stack runs in " + temporary + " already");
      }
      assertThat(first.env()).isEqualTo(temporary.resolve("env"));
    }
    StackDirectory.open(temporary).close();
  }

  @Test
  void emptyingKeepsTheBinaries() throws IOException {
    try (StackDirectory directory = StackDirectory.open(temporary)) {
      Files.createDirectories(directory.data("redis"));
      Files.writeString(directory.log("redis"), "old");
      Path binary = Files.writeString(directory.binaries().resolve("redis-server"), "");

      directory.empty();

      assertThat(directory.data("redis")).doesNotExist();
      assertThat(directory.log("redis")).doesNotExist();
      assertThat(binary).exists();
    }
  }

  @Test
  void saysWhyItCannotBeUsed() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");

    assertThatThrownBy(() -> StackDirectory.open(file))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining(file + " cannot be used by user ");
  }
}
