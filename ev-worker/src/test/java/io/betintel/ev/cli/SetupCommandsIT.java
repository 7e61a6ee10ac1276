package io.betintel.ev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The runnable file itself prepares Kafka and the registry, as an operator would. */
@ExtendWith(LocalStackExtension.class)
class SetupCommandsIT {
  @TempDir private Path directory;
  private Map<String, String> environment;
  private String prefix;

  @BeforeEach
  void point(LocalStack stack) {
    prefix = "t" + UUID.randomUUID().toString().replace("-", "") + ".";
    environment =
        Map.of(
            "EV_KAFKA_BOOTSTRAP_SERVERS",
            stack.kafka().bootstrapServers(),
            "EV_SCHEMA_REGISTRY_URL",
            stack.registry().url(),
            "EV_TOPIC_PREFIX",
            prefix,
            "EV_PARTITIONS",
            "2",
            "EV_REPLICATION_FACTOR",
            "1");
  }

  @Test
  void topicsAreCreatedOnceAndFoundInOrderAfterwards() throws Exception {
    Outcome first = run(Map.of(), "topics");
    Outcome second = run(Map.of(), "topics");
    Outcome wrong = run(Map.of("EV_PARTITIONS", "3"), "topics");

    assertThat(first.exitCode()).isZero();
    assertThat(states(first)).containsOnly("created").hasSize(4);
    assertThat(second.exitCode()).isZero();
    assertThat(states(second)).containsOnly("ok").hasSize(4);
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.out()).contains("it has 2 partitions, wanted 3", "set EV_PARTITIONS=2");
  }

  @Test
  void schemasAreRegisteredOnce() throws Exception {
    // Other tests share the registry and may have registered them already.
    Outcome first = run(Map.of(), "schemas");
    Outcome second = run(Map.of(), "schemas");

    assertThat(first.exitCode()).isZero();
    assertThat(second.exitCode()).isZero();
    assertThat(second.out().lines().skip(1))
        .hasSize(2)
        .allMatch(line -> line.contains("FULL_TRANSITIVE"))
        .allMatch(line -> line.endsWith("already registered"));
  }

  @Test
  void aMisspeltSettingIsWrongConfiguration() throws Exception {
    Outcome outcome = run(Map.of("EV_PARTITION", "3"), "topics");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("EV_PARTITION is no setting: did you mean EV_PARTITIONS?");
  }

  private List<String> states(Outcome outcome) {
    return outcome
        .out()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.split(" +", 3)[1])
        .toList();
  }

  private Outcome run(Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx128m");
    command.add("-jar");
    command.add(System.getProperty("ev.worker.jar"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private record Outcome(int exitCode, String out, String err) {}
}
