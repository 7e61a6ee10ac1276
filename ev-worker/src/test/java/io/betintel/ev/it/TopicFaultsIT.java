package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.AuditRun;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Pace;
import io.betintel.ev.harness.UnderTraffic;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.Server;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A topic is deleted, gets more partitions, or loses records while events flow: pricing goes on or
 * stops with the name of the remedy, and what it names is enough.
 */
@ExtendWith(LocalStackExtension.class)
@Tag("full")
final class TopicFaultsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int MORE_PARTITIONS = 9;

  @Test
  void linesAreDeletedUnderAWorker(LocalStack stack) throws Exception {
    try (UnderTraffic all = UnderTraffic.begin(Installation.of(stack), 1)) {
      deleteLines(all.installation());
      all.says("ev.lines does not exist: run ev-worker topics");
      run(all.installation(), "topics");
      bothGetWhatTheyAskFor(all, "ev.lines recreated under a worker");
    }
  }

  @Test
  void linesAreDeletedWhileNoWorkerRuns(LocalStack stack) throws Exception {
    try (UnderTraffic all = UnderTraffic.begin(Installation.of(stack), 2)) {
      stop(all.worker());
      deleteLines(all.installation());
      run(all.installation(), "topics");
      WorkerProcess again = all.installation().start();
      all.watch(again);
      await("started").atMost(PATIENCE).until(() -> again.status("/health/started") == 200);
      bothGetWhatTheyAskFor(all, "ev.lines recreated while no worker ran");
    }
  }

  private static void bothGetWhatTheyAskFor(UnderTraffic all, String fault) throws Exception {
    all.says("both stores must be rebuilt", () -> bothAskForARebuild(all.worker()));
    pricingGoesOn(all.worker());
    rebuildBoth(all.installation());
    run(all.installation(), "lines", "republish");
    all.workedOffWithNewLines(fault);
  }

  @Test
  void linesGetMorePartitions(LocalStack stack) throws Exception {
    try (UnderTraffic all = UnderTraffic.begin(Installation.of(stack), 3)) {
      Installation installation = all.installation();
      grow(installation, installation.topics().lines());

      all.says("both stores must be rebuilt", () -> bothAskForARebuild(all.worker()));
      pricingGoesOn(all.worker());
      assertThat(installation.run("topics").exitCode()).isEqualTo(1);
      rebuildBoth(installation);
      installation.with("EV_LINES_PARTITIONS", Integer.toString(MORE_PARTITIONS));
      run(installation, "topics");
      // A line that moved has a version that only the audit knows: see LineVersion.
      all.workedOff("ev.lines gets 3 more partitions");
    }
  }

  /** Retention deletes lines that a store has not read. */
  @ParameterizedTest
  @ValueSource(strings = {"postgres", "redis"})
  void linesAreLostBeforeAStoreHasThem(String sink, LocalStack stack) throws Exception {
    try (UnderTraffic all = UnderTraffic.begin(Installation.of(stack), 4)) {
      Installation installation = all.installation();
      Server store = sink.equals("postgres") ? stack.postgres() : stack.redis();
      store.stop();
      String lines = installation.topics().lines();
      Map<TopicPartition, Long> then = installation.contents().ends(lines);
      pileUp(installation, lines, then);
      Map<TopicPartition, Long> gone = installation.contents().ends(lines);
      String other = sink.equals("postgres") ? "redis" : "postgres";
      await(other + " has what will be gone")
          .atMost(PATIENCE)
          .until(() -> isBeyond(committed(installation, "-" + other), gone));
      delete(installation, lines, "compact,delete", gone);
      store.start();

      all.says(
          "the store must be rebuilt",
          () ->
              says(
                  all.worker(),
                  sink + " WAITING the stored position is outside the topic",
                  "ev-worker sink rebuild " + sink,
                  "ev-worker lines republish"));
      pricingGoesOn(all.worker());
      run(installation, "sink", "rebuild", sink);
      run(installation, "lines", "republish");
      all.workedOff("unread lines lost, " + sink);
    }
  }

  /** Retention deletes events that nobody has read. */
  @Test
  void eventsAreLostBeforeTheyAreRead(LocalStack stack) throws Exception {
    try (UnderTraffic all = UnderTraffic.begin(Installation.of(stack), 5)) {
      Installation installation = all.installation();
      String events = installation.topics().oddsEvents();
      stop(all.worker());
      Map<TopicPartition, Long> read = committed(installation, "");
      pileUp(installation, events, read);
      Map<TopicPartition, Long> left = installation.contents().ends(events);
      delete(installation, events, "delete", left);
      // The traffic is not transactional: each offset is an event.
      long lost = 0;
      for (Map.Entry<TopicPartition, Long> first : left.entrySet()) {
        lost += first.getValue() - read.get(first.getKey());
      }
      long unread = lost;
      assertThat(lost).isGreaterThan(10L * left.size());
      all.watch(installation.start().awaitReady());
      all.says(
          "what is lost is counted",
          () -> all.worker().metric("ev_records_lost_total") == (double) unread);
      assertThat(all.worker().log()).contains(" are lost: Kafka deleted them");
      all.workedOff("unread events lost");
      assertThat(all.worker().metric("ev_records_lost_total")).isEqualTo((double) lost);
      AuditRun audit = AuditRun.clean(installation);
      assertThat(audit.number("not_judged", "before_the_start")).isPositive();
    }
  }

  /** A new application id reads the events again: nothing is lost and no feed is asked. */
  @Test
  void inputGetsMorePartitions(LocalStack stack) throws Exception {
    try (UnderTraffic all = UnderTraffic.begin(Installation.of(stack), 6)) {
      Installation installation = all.installation();
      grow(installation, installation.topics().oddsEvents());
      WorkerProcess worker = all.worker();
      all.says("the worker ends", () -> !worker.alive());
      assertThat(worker.exitCode()).isEqualTo(1);
      assertThat(lastWords(worker)).contains("partition counts differ", "EV_APPLICATION_ID");
      WorkerProcess refused = installation.start();
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.log())
          .contains(
              "partition counts differ: ",
              "delete odds.parked and ev.lines, set EV_PARTITIONS to the input's count, run ev-worker"
                  + " topics, ev-worker sink rebuild postgres and ev-worker sink rebuild redis, and"
                  + " take a new EV_APPLICATION_ID");

      try (Admin admin = installation.admin()) {
        admin
            .deleteTopics(List.of(installation.topics().parked(), installation.topics().lines()))
            .all()
            .get();
      }
      installation
          .with("EV_PARTITIONS", Integer.toString(MORE_PARTITIONS))
          .with("EV_APPLICATION_ID", installation.applicationId() + "-again");
      assertThat(installation.run("topics").out()).contains("9 partitions");
      rebuildBoth(installation);
      all.watch(installation.start().awaitReady());
      all.workedOffWithNewLines("odds.events gets 3 more partitions");
    }
  }

  private static boolean bothAskForARebuild(WorkerProcess worker) {
    return says(
        worker,
        "postgres WAITING ",
        "ev-worker sink rebuild postgres",
        "redis WAITING ",
        "ev-worker sink rebuild redis");
  }

  private static boolean says(WorkerProcess worker, String... texts) {
    String readiness = worker.readiness();
    return Stream.of(texts).allMatch(readiness::contains);
  }

  private static void pricingGoesOn(WorkerProcess worker) {
    double then = Pace.of(worker).consumed();
    await("pricing").atMost(PATIENCE).until(() -> Pace.of(worker).consumed() > then);
  }

  private static void rebuildBoth(Installation installation) throws Exception {
    run(installation, "sink", "rebuild", "postgres");
    run(installation, "sink", "rebuild", "redis");
  }

  private static void run(Installation installation, String... command) throws Exception {
    assertThat(installation.run(command))
        .satisfies(result -> assertThat(result.exitCode()).as(result.toString()).isZero());
  }

  private static String lastWords(WorkerProcess worker) {
    String log = worker.log();
    return log.substring(log.indexOf("a part has failed, the worker stops"));
  }

  private static void stop(WorkerProcess worker) {
    worker.terminate();
    worker.exitCode();
  }

  private static void deleteLines(Installation installation) throws Exception {
    String lines = installation.topics().lines();
    try (Admin admin = installation.admin()) {
      admin.deleteTopics(List.of(lines)).all().get();
      await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(lines));
    }
  }

  private static void grow(Installation installation, String topic) throws Exception {
    try (Admin admin = installation.admin()) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(MORE_PARTITIONS))).all().get();
    }
  }

  /** Returns once each partition has got ten more records. */
  private static void pileUp(
      Installation installation, String topic, Map<TopicPartition, Long> then) {
    Map<TopicPartition, Long> more = new HashMap<>();
    then.forEach((partition, offset) -> more.put(partition, offset + 11));
    await(topic + " piles up")
        .atMost(PATIENCE)
        .until(() -> isBeyond(installation.contents().ends(topic), more));
  }

  private static boolean isBeyond(
      Map<TopicPartition, Long> positions, Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream()
        .allMatch(each -> positions.getOrDefault(each.getKey(), 0L) >= each.getValue());
  }

  /**
   * @param suffix of the group: a sink's name after a dash; none for the stream, whose hop is left
   *     out
   */
  private static Map<TopicPartition, Long> committed(Installation installation, String suffix)
      throws Exception {
    Map<TopicPartition, Long> committed = new HashMap<>();
    try (Admin admin = installation.admin()) {
      admin
          .listConsumerGroupOffsets(installation.applicationId() + suffix)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((partition, position) -> committed.put(partition, position.offset()));
    }
    committed.keySet().removeIf(each -> each.topic().endsWith("-repartition"));
    return committed;
  }

  private static void delete(
      Installation installation, String topic, String policy, Map<TopicPartition, Long> upTo)
      throws Exception {
    Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
    upTo.forEach(
        (partition, offset) -> before.put(partition, RecordsToDelete.beforeOffset(offset)));
    try (Admin admin = installation.admin()) {
      // Kafka deletes no records of a topic that is only compacted.
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      AlterConfigOp change =
          new AlterConfigOp(new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
      admin.deleteRecords(before).all().get();
    }
  }
}
