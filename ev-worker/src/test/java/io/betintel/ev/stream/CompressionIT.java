package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In JVMs of their own: a native library is loaded once. */
class CompressionIT {
  @TempDir Path folder;

  @Test
  void snappyIsLoadedFromAFolderThatMayExecute() throws Exception {
    assertThat(run(folder)).contains("compression: snappy");
  }

  @Test
  void lz4IsUsedWhereSnappyCannotBeUnpacked() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(run(file))
        .contains("compression: lz4")
        .contains("snappy cannot be loaded from " + file + ": writing with lz4");
  }

  private static String run(Path temporary) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.xerial.snappy.tempdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                PrintCompression.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** The program that {@link CompressionIT} runs. */
  static final class PrintCompression {
    private PrintCompression() {}

    public static void main(String[] arguments) {
      System.out.println("compression: " + Compression.usable());
    }
  }
}
