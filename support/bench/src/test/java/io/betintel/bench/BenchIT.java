package io.betintel.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
}
