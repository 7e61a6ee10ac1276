package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.harness.AuditRun;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.StoredLines;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What moves while the audit looks, and what it can no longer know, is no difference. */
@ExtendWith(LocalStackExtension.class)
final class AuditInFlightIT {
  private static final int PER_SECOND = 150;

  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  @Tag("full")
  void auditIsCleanUnderTrafficAndSaysWhatTruncatedTopicsDoNotTell(LocalStack stack)
      throws Exception {
    try (Installation installation = Installation.of(stack)) {
      installation.start().awaitReady();
      CompletableFuture<Void> traffic = traffic(installation);
      long judged = 0;
      for (int i = 0; i < 2; i++) {
        judged += assertClean(installation).number("compared", "quotes");
      }
      over.set(true);
      traffic.get();
      drain(installation);
      AuditRun rest = AuditRun.clean(installation);
      assertThat(judged + rest.number("compared", "quotes")).isPositive();

      truncate(installation, installation.topics().oddsEvents());
      AuditRun withoutEvents = assertClean(installation);
      assertThat(withoutEvents.number("not_judged", "before_the_start")).isPositive();
      assertThat(withoutEvents.number("not_judged", "lines_gone")).isZero();
      assertThat(withoutEvents.number("compared", "rows"))
          .isEqualTo(rest.number("compared", "rows"));

      truncate(installation, installation.topics().lines());
      AuditRun withoutLines = assertClean(installation);
      assertThat(withoutLines.number("not_judged", "lines_gone")).isPositive();
      assertThat(withoutLines.number("compared", "rows"))
          .isBetween(1L, rest.number("compared", "rows"));
    }
  }

  /** Workers die in the midst of transactions, and come back. */
  @Test
  @Tag("full")
  void auditIsCleanWhileWorkersDieAndComeBack(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      installation.start().awaitReady();
      CompletableFuture<Void> traffic = traffic(installation);
      for (int i = 0; i < 8; i++) {
        WorkerProcess second = installation.start().awaitReady();
        assertClean(installation);
        second.kill();
        second.exitCode();
        assertClean(installation);
      }
      over.set(true);
      traffic.get();
      drain(installation);
      AuditRun.clean(installation);
    }
  }

  private CompletableFuture<Void> traffic(Installation installation) {
    return CompletableFuture.runAsync(
        () -> {
          OddsGenerator odds = new OddsGenerator(20261129, 60);
          while (!over.get()) {
            new Producers(installation).sendAtOnce(odds.events(PER_SECOND), PER_SECOND).join();
          }
        });
  }

  private static AuditRun assertClean(Installation installation) throws Exception {
    AuditRun run = AuditRun.of(installation);
    assertThat(run.exitCode()).as(run.toString()).isZero();
    return run;
  }

  private static void drain(Installation installation) throws Exception {
    new Reckoning(installation).awaitDrained();
    Awaitility.await("the sinks")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                new StoredLines(installation)
                    .reached(installation.contents().read(installation.topics().lines())));
  }

  private static String policyOf(Installation installation, String topic) {
    return topic.equals(installation.topics().lines()) ? "compact,delete" : "delete";
  }

  /** Deletes the older half of each partition, which Kafka does not do of a compacted topic. */
  private static void truncate(Installation installation, String topic) throws Exception {
    Map<TopicPartition, RecordsToDelete> half = new HashMap<>();
    installation
        .contents()
        .ends(topic)
        .forEach((partition, end) -> half.put(partition, RecordsToDelete.beforeOffset(end / 2)));
    try (Admin admin = installation.admin()) {
      AlterConfigOp policy =
          new AlterConfigOp(
              new ConfigEntry("cleanup.policy", policyOf(installation, topic)),
              AlterConfigOp.OpType.SET);
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      admin.incrementalAlterConfigs(Map.of(resource, List.of(policy))).all().get();
      admin.deleteRecords(half).all().get();
    }
  }
}
