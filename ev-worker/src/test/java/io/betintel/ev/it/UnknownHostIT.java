package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/**
 * The name of a server gets its address after the worker has started, as a service in Kubernetes
 * does: the worker waits, says for what, and goes on. The JVM's own hosts file stands for the name
 * server.
 */
@ExtendWith(LocalStackExtension.class)
final class UnknownHostIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SEED = 53;
  private static final String HOST = "late.example.test";

  private final LocalStack stack;

  UnknownHostIT(LocalStack stack) {
    this.stack = stack;
  }

  /** A sample: the rest runs with all. */
  @Test
  @Tag("full")
  void kafkaIsWaitedFor(@TempDir Path directory) throws Exception {
    waits("EV_KAFKA_BOOTSTRAP_SERVERS", directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EV_KAFKA_BOOTSTRAP_SERVERS",
        "EV_SCHEMA_REGISTRY_URL",
        "EV_POSTGRES_URL",
        "EV_REDIS_URL"
      })
  @Tag("full")
  void eachServerIsWaitedFor(String setting, @TempDir Path directory) throws Exception {
    waits(setting, directory);
  }

  private void waits(String setting, Path directory) throws Exception {
    Path hosts = Files.writeString(directory.resolve("hosts"), known("localhost") + itself());
    try (Installation installation = Installation.of(stack);
        RedisClient redis = installation.redis()) {
      new Producers(installation)
          .send(Producers.Choice.HOME, new OddsGenerator(SEED, 4).events(20));
      installation.withHost(setting, HOST);
      WorkerProcess worker =
          installation.start(
              "-Djdk.net.hosts.file=" + hosts,
              // As long as an unknown name is remembered to be unknown; 10 otherwise.
              "-Dsun.net.inetaddr.negative.ttl=1");

      await(setting)
          .atMost(PATIENCE)
          .until(() -> says(worker.readiness(), setting) && says(worker.log(), setting));
      assertThat(worker.alive()).isTrue();
      assertThat(worker.status("/health/live")).isEqualTo(200);
      assertThat(worker.ready()).isFalse();
      assertThat(worker.log())
          .doesNotContain(
              "Failed to create new KafkaAdminClient",
              "seek past the record",
              "UnknownHostException",
              "\tat ");

      Files.writeString(hosts, known(HOST), StandardOpenOption.APPEND);

      worker.awaitReady();
      for (String table : new String[] {"bets", "events"}) {
        await(table)
            .atMost(PATIENCE)
            .until(() -> !"0".equals(installation.query("SELECT count(*) FROM " + table)));
      }
      await("the cache").atMost(PATIENCE).until(() -> redis.dbSize() > 0);
      System.out.println(setting + ":\n" + worker.log());
    }
  }

  private static boolean says(String text, String setting) {
    return text.lines()
        .anyMatch(line -> line.contains(setting) && line.contains(HOST) && line.contains(" known"));
  }

  private static String known(String host) {
    return "127.0.0.1 " + host + "\n";
  }

  /** The worker's own name, which its heartbeat has. */
  private static String itself() throws Exception {
    return known(InetAddress.getLocalHost().getHostName());
  }
}
