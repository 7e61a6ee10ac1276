package io.betintel.ev.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.harness.Build;
import io.betintel.ev.harness.ClassArchive;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Commands;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The runnable file itself prepares Kafka and the registry, as an operator would. */
@ExtendWith(LocalStackExtension.class)
class SetupCommandsIT {
  private Map<String, String> environment;
  private String prefix;

  @BeforeEach
  void point(LocalStack stack) throws Exception {
    ClassArchive.make(stack);
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
    CommandResult first = run(Map.of(), "topics");
    CommandResult second = run(Map.of(), "topics");
    CommandResult wrong = run(Map.of("EV_PARTITIONS", "3"), "topics");

    assertThat(first.exitCode()).isZero();
    assertThat(states(first)).containsOnly("created").hasSize(5);
    assertThat(second.exitCode()).isZero();
    assertThat(states(second)).containsOnly("ok").hasSize(5);
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.out()).contains("it has 2 partitions, wanted 3", "set EV_PARTITIONS=2");
  }

  @Test
  @Tag("full")
  void schemasAreRegisteredOnce() throws Exception {
    // Other tests share the registry and may have registered them already.
    CommandResult first = run(Map.of(), "schemas");
    CommandResult second = run(Map.of(), "schemas");

    assertThat(first.exitCode()).isZero();
    assertThat(second.exitCode()).isZero();
    assertThat(second.out().lines().skip(1))
        .hasSize(2)
        .allMatch(line -> line.contains("FULL_TRANSITIVE"))
        .allMatch(line -> line.endsWith("already registered"));
  }

  @Test
  void aMisspeltSettingIsWrongConfiguration() throws Exception {
    CommandResult outcome = run(Map.of("EV_PARTITION", "3"), "topics");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("EV_PARTITION is not a setting: did you mean EV_PARTITIONS?");
  }

  private List<String> states(CommandResult outcome) {
    return outcome
        .out()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.split(" +", 3)[1])
        .toList();
  }

  private CommandResult run(Map<String, String> more, String... arguments) throws Exception {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(more);
    return new Commands(Build.CURRENT, variables).run(arguments);
  }
}
