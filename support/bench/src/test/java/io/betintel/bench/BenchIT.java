package io.betintel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.bench.system.Bed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("full")
final class BenchIT {
  @Test
  void quickBenchMeasuresTheWorkerAndLeavesNothingBehind(@TempDir Path temporary) throws Exception {
    Path directory = temporary.resolve("run");

    int code =
        new CommandLine(new Bench())
            .execute(
                "home",
                "--quick",
                "--records=60000",
                "--markets=50",
                "--home=" + System.getProperty("ev.home"),
                "--directory=" + directory,
                "--output=" + temporary.resolve("result"));

    assertThat(code).isZero();
    assertThat(Files.readString(temporary.resolve("result.json")))
        .contains("\"worker, changing #1\"", "\"events/s\"", "\"broker us\"");
    assertThat(temporary.resolve("result.svg")).isNotEmptyFile();
    assertThat(directory).doesNotExist();
  }

  @Test
  void secondBenchInTheSameFolderLeavesTheFirstAlone(@TempDir Path temporary) throws Exception {
    Path directory = temporary.resolve("run");
    StringWriter errors = new StringWriter();
    Bed first = Bed.open(directory);
    try {
      int code =
          new CommandLine(new Bench())
              .setErr(new PrintWriter(errors))
              .execute(
                  "home",
                  "--quick",
                  "--home=" + System.getProperty("ev.home"),
                  "--directory=" + directory);

      assertThat(code).isEqualTo(1);
      assertThat(errors.toString()).startsWith("bench: a stack runs in " + directory);
      assertThat(directory).isDirectoryContaining(file -> true);
    } finally {
      first.close();
    }
  }
}
