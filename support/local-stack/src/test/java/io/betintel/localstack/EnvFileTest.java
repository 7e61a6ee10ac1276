package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvFileTest {

  @Test
  void exportsEachVariableOnItsLineInTheGivenOrder() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("EV_REDIS_URL", "redis://127.0.0.1:16379");
    variables.put("EV_POSTGRES_USER", "postgres");

    assertThat(EnvFile.render(variables))
        .isEqualTo(
            """
            export EV_REDIS_URL='redis://127.0.0.1:16379'
            export EV_POSTGRES_USER='postgres'
            """);
  }

  @Test
  void quotesWhatTheShellWouldExpand() {
    assertThat(EnvFile.render(Map.of("PASSWORD", "it's $5")))
        .isEqualTo("export PASSWORD='it'\\''s $5'\n");
  }

  @Test
  void replacesAnOlderFileAndLeavesNoOther(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("env");

    EnvFile.write(file, Map.of("A", "1"));
    EnvFile.write(file, Map.of("A", "2"));

    assertThat(file).hasContent("export A='2'\n");
    assertThat(directory)
        .isDirectoryContaining(file::equals)
        .isDirectoryNotContaining("glob:*.new");
  }
}
