package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the worker comes and goes. */
@ExtendWith(LocalStackExtension.class)
final class RestartMannersIT {

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  @AfterAll
  static void resetAwaitility() {
    Awaitility.reset();
  }

  @Test
  @Tag("full")
  void sigtermDrainsAndHandsOverAtOnce(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack).withFewerCommits();
        Admin admin = installation.admin()) {
      List<MarketSnapshot> events = new OddsGenerator(5, 40).events(900);
      WorkerProcess leaving = installation.start().awaitReady();
      WorkerProcess staying = installation.start().awaitReady();
      List<String> groups =
          List.of(
              installation.applicationId(),
              installation.applicationId() + "-postgres",
              installation.applicationId() + "-redis");
      for (String group : groups) {
        await(group).until(() -> members(admin, group).size() == 2);
      }

      var sent = new Producers(installation).sendAtOnce(events, 150);
      await().until(() -> leaving.metric("ev_records_consumed_total") > 100);
      int before = leaving.log().length();
      leaving.terminate();
      assertThat(leaving.exitCode()).isEqualTo(143);

      // It has left by itself: no session had time to expire between its end and this look.
      for (String group : groups) {
        assertThat(members(admin, group)).as(group).hasSize(1);
      }
      assertThat(leaving.log().substring(before))
          .endsWith("stopped\n")
          .doesNotContain("Exception", "interrupted");
      sent.get();
      new Reckoning(installation).comesOutEven();
      assertThat(staying.ready()).isTrue();
    }
  }

  @Test
  @Tag("full")
  void waitsForServersThatAreNotThereYetAndSaysForWhich(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      stack.servers().forEach(Server::stop);
      try {
        WorkerProcess worker = installation.start();
        await().until(() -> worker.readiness().contains("catalogue WAITING the database is away"));
        assertThat(worker.status("/health/live")).isEqualTo(200);
        assertThat(worker.status("/health/started")).isEqualTo(503);

        stack.postgres().start();
        await().until(() -> worker.readiness().contains("the schema registry cannot be reached"));
        assertThat(worker.readiness()).contains("catalogue UP");

        stack.registry().start();
        await()
            .until(
                () ->
                    worker
                        .readiness()
                        .contains("stream WAITING Kafka at " + stack.kafka().bootstrapServers()));

        stack.kafka().start();
        await().until(() -> worker.readiness().contains("redis WAITING Redis is away"));
        await().until(() -> worker.readiness().contains("stream UP"));
        assertThat(worker.ready()).isFalse();

        stack.redis().start();
        worker.awaitReady();
      } finally {
        stack.servers().forEach(Server::start);
      }
    }
  }

  @Test
  @Tag("full")
  void wrongPasswordAndMissingTlsAndMissingTopicAreToldApart(LocalStack stack) throws Exception {
    try (Installation refused = Installation.of(stack);
        Installation insecure = Installation.of(stack);
        Installation incomplete = Installation.of(stack);
        Admin admin = incomplete.admin()) {
      admin.deleteTopics(List.of(incomplete.topics().parked())).all().get();
      refused.with("EV_POSTGRES_PASSWORD", "expired");
      insecure.withKafkaProperty("security.protocol", "SSL");

      WorkerProcess first = refused.start();
      WorkerProcess second = insecure.start();
      WorkerProcess third = incomplete.start();

      await().until(() -> first.readiness().contains("catalogue WAITING the database"));
      assertThat(first.readiness())
          .contains("the database refuses the login", "password authentication failed");
      await().until(() -> second.readiness().contains("stream WAITING Kafka at"));
      assertThat(second.readiness()).contains("does not answer over TLS (security.protocol=SSL)");
      await()
          .until(
              () ->
                  third
                      .readiness()
                      .contains(
                          "topics are missing: "
                              + incomplete.topics().parked()
                              + ". Run `ev-worker topics`"));
      for (WorkerProcess waiting : List.of(first, second, third)) {
        assertThat(waiting.status("/health/live")).isEqualTo(200);
      }

      incomplete.prepare();
      third.awaitReady();
    }
  }

  @Test
  @Tag("full")
  void streamGoesOnWhileTheStoresAreAway(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      List<MarketSnapshot> events = new OddsGenerator(6, 40).events(400);
      Producers producers = new Producers(installation);
      WorkerProcess worker = installation.start().awaitReady();
      producers.sendAtOnce(events.subList(0, 200), 10_000).get();
      await().until(() -> worker.metric("ev_records_total") == 200);

      stack.postgres().kill();
      stack.redis().kill();
      try {
        producers.sendAtOnce(events.subList(200, 400), 10_000).get();
        await().until(() -> worker.metric("ev_records_total") == 400);
        await().until(() -> worker.readiness().contains("postgres WAITING the database is away"));
        assertThat(worker.readiness()).contains("redis WAITING Redis is away", "stream UP");
        assertThat(worker.status("/health/live")).isEqualTo(200);
      } finally {
        stack.postgres().start();
        stack.redis().start();
      }

      worker.awaitReady();
      new Reckoning(installation).comesOutEven();
    }
  }

  private static Set<String> members(Admin admin, String group) throws Exception {
    Map<String, ConsumerGroupDescription> groups =
        admin.describeConsumerGroups(List.of(group)).all().get();
    return groups.get(group).members().stream()
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }
}
