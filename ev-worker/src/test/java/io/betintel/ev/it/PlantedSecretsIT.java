package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.harness.Build;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Commands;
import io.betintel.ev.harness.WorkerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A secret in every place that can hold one: none is ever printed, whatever refuses the connection,
 * with the most detailed log and stack traces.
 */
final class PlantedSecretsIT {
  private static final String PLANT = "planted-";
  private static final String POLL = "feed poll --sports soccer_epl --once --wait 1s";

  @TempDir private Path directory;

  private final Map<String, String> environment = new TreeMap<>();

  /** Nothing listens on port 1. */
  @BeforeEach
  void plant() throws Exception {
    Path kafka =
        Files.writeString(
            directory.resolve("kafka.properties"),
            """
            security.protocol=SASL_PLAINTEXT
            sasl.mechanism=PLAIN
            sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
            username="u" password="planted-jaas";
            ssl.key.password=planted-key
            ssl.keystore.password=planted-keystore
            ssl.truststore.password=planted-truststore
            """);
    environment.put("EV_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    environment.put("EV_KAFKA_PROPERTIES_FILE", kafka.toString());
    environment.put("EV_SCHEMA_REGISTRY_URL", "http://127.0.0.1:1");
    environment.put("EV_SCHEMA_REGISTRY_USER", "u");
    environment.put("EV_SCHEMA_REGISTRY_PASSWORD", "planted-registry");
    environment.put(
        "EV_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/ev?sslpassword=planted-parameter");
    environment.put("EV_POSTGRES_PASSWORD", "planted-postgres");
    environment.put("EV_REDIS_URL", "redis://127.0.0.1:1");
    environment.put("EV_REDIS_USER", "u");
    environment.put("EV_REDIS_PASSWORD", "planted-redis");
    environment.put("EV_ODDS_API_KEY", "planted-odds-api");
    environment.put("EV_API_POSTGRES_USER", "u");
    environment.put("EV_API_POSTGRES_PASSWORD", "planted-api-postgres");
    environment.put("EV_API_REDIS_USER", "u");
    environment.put("EV_API_REDIS_PASSWORD", "planted-api-redis");
    environment.put("EV_LOG_LEVEL", "trace");
    environment.put("EV_HTTP_PORT", "0");
    environment.put("EV_API_PORT", "0");
    environment.put("EV_WARM_UP", "0s");
  }

  /** A sample: the rest runs with all. */
  @Test
  void migrationThatIsRefusedPrintsNone() throws Exception {
    CommandResult refused = run(environment, "migrate", "--wait", "1s", "--stacktrace");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("127.0.0.1:1/ev?sslpassword=***", "refused", "\tat ");
  }

  @Test
  @Tag("full")
  void commandsWhoseServersRefusePrintNone() throws Exception {
    for (String command :
        List.of(
            "config --show",
            "status",
            "bet-types list",
            "bet-types check",
            "bet-types add zz_x --shape over_under --db --wait 1s",
            "bet-types enable totals",
            "schemas --wait 1s",
            "topics --wait 1s",
            "parked list",
            "dead-letters list",
            "sink rebuild postgres",
            "sink rebuild redis")) {
      run(environment, (command + " --stacktrace").split(" ", -1));
    }
  }

  @Test
  @Tag("full")
  void addressThatIsRefusedPrintsNone() throws Exception {
    for (String variable :
        List.of(
            "EV_POSTGRES_URL=jdbc:postgresql://u:planted-1@h/db",
            "EV_POSTGRES_URL=jdbc:postgresql://u:a/planted-2@h/db",
            "EV_POSTGRES_URL=jdbc:postgresql://h/db?password=planted-3",
            "EV_POSTGRES_URL=postgres://u:planted-4@h/db",
            "EV_POSTGRES_DIRECT_URL=jdbc:postgresql://h/db?password=planted-5",
            "EV_REDIS_URL=redis://u:planted-6@h",
            "EV_REDIS_URL=redis://:a/planted-7@h",
            "EV_REDIS_URL=redis://h?password=planted-8",
            "EV_SCHEMA_REGISTRY_URL=http://u:planted-9@h",
            "EV_SCHEMA_REGISTRY_URL=http://h?token=planted-10",
            "EV_SCHEMA_REGISTRY_TOKEN=planted-11",
            "EV_KAFKA_BOOTSTRAP_SERVERS=u:planted-12@h:9092",
            "EV_ODDS_API_URL=http://u:planted-13@h")) {
      Map<String, String> changed = new TreeMap<>(environment);
      int sign = variable.indexOf('=');
      changed.put(variable.substring(0, sign), variable.substring(sign + 1));
      run(changed, "status", "--stacktrace");
    }
  }

  /** Every secret is in a file, and every file is also given by what it should hold. */
  @Test
  @Tag("full")
  void secretsInFilesArePrintedByNone() throws Exception {
    Map<String, String> files = new TreeMap<>(environment);
    List<String> secrets =
        environment.keySet().stream()
            .filter(key -> key.endsWith("_PASSWORD") || key.endsWith("_API_KEY"))
            .toList();
    for (String key : secrets) {
      Path file = Files.writeString(directory.resolve(key), environment.get(key) + "\n");
      files.remove(key);
      files.put(key + "_FILE", file.toString());
    }
    for (String command :
        List.of("config --show", "status", "bet-types list", "schemas --wait 1s", POLL)) {
      run(files, (command + " --stacktrace").split(" ", -1));
    }
    for (String key : secrets) {
      Map<String, String> mistaken = new TreeMap<>(files);
      mistaken.put(key + "_FILE", PLANT + "instead-of-a-path");
      run(mistaken, (key.endsWith("_API_KEY") ? POLL : "config --show").split(" ", -1));
    }
  }

  /** The file of API keys should hold digests only, and hold nothing that is printed. */
  @Test
  @Tag("full")
  void keysFileIsPrintedByNone() throws Exception {
    String digest = " sha256:" + "0a".repeat(32);
    String key = "ev_planted-4t7Yc1mWk3aPzR5t9fQ2xL0b7Yc1mWk3aPz";
    for (String content :
        List.of(
            key,
            "admin desk " + key,
            "admin " + key + digest,
            key + " desk" + digest,
            "admin desk planted-sha256:0a",
            "admin one" + digest + "\nadmin two" + digest + "\n#" + key)) {
      Path file = Files.writeString(directory.resolve("keys"), content);
      Map<String, String> changed = new TreeMap<>(environment);
      changed.put("EV_API_KEYS", file.toString());
      CommandResult refused = run(changed, "run", "--only", "api", "--stacktrace");
      assertThat(refused.exitCode()).as(content).isEqualTo(2);
      assertThat(refused.err() + refused.out()).contains("EV_API_KEYS is \"" + file + "\": line ");
      changed.put("EV_API_KEYS", key);
      assertThat(run(changed, "run", "--only", "api").exitCode()).isEqualTo(2);
      run(changed, "config", "--show");
    }
  }

  @Test
  @Tag("full")
  void workerThatWaitsLogsAndReportsNone() {
    try (WorkerProcess worker =
        WorkerProcess.start(
            Build.CURRENT,
            List.of(),
            "stream,sinks,api",
            environment,
            directory.resolve("worker.log"))) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> worker.log().contains("/health/ready") && worker.log().contains("refused"));
      assertThat(worker.readiness() + worker.scrape() + worker.log()).doesNotContain(PLANT);
    }
  }

  private static CommandResult run(Map<String, String> variables, String... arguments)
      throws Exception {
    CommandResult result = new Commands(Build.CURRENT, variables).run(arguments);
    assertThat(result.out() + result.err())
        .as(String.join(" ", arguments))
        .isNotBlank()
        .doesNotContain(PLANT);
    return result;
  }
}
