package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

  @Test
  void theLiveTopicsByDefault() {
    assertThat(plans("", Map.of()))
        .extracting(TopicPlan::name, TopicPlan::partitions, TopicPlan::home)
        .containsExactly(
            tuple("odds.events", 12, true),
            tuple("odds.parked", 12, true),
            tuple("odds.dead-letter", 12, false),
            tuple("ev.lines", 12, false),
            tuple("odds.quarantine", 12, false));
  }

  @Test
  void oddsEventsAreDeletedByAgeAndNeverCompacted() {
    assertThat(plans("", Map.of()).get(0).configs())
        .containsExactly(
            Map.entry("cleanup.policy", "delete"),
            Map.entry("compression.type", "producer"),
            Map.entry("max.message.bytes", "1048576"),
            // 1 hour
            Map.entry("message.timestamp.after.max.ms", "3600000"),
            Map.entry("message.timestamp.type", "CreateTime"),
            Map.entry("min.insync.replicas", "2"),
            Map.entry("retention.bytes", "-1"),
            // 7 days
            Map.entry("retention.ms", "604800000"),
            // 1 day
            Map.entry("segment.ms", "86400000"),
            Map.entry("unclean.leader.election.enable", "false"));
  }

  @Test
  void parkedAndBrokenRecordsAreKeptByWhenTheyArrivedAndHaveRoomToGrow() {
    for (TopicPlan plan : plans("", Map.of()).subList(1, 3)) {
      assertThat(plan.configs())
          .containsEntry("message.timestamp.type", "LogAppendTime")
          // 30 days
          .containsEntry("retention.ms", "2592000000");
    }
    // 1 MiB + 64 KiB
    assertThat(plans("", Map.of()).get(1).configs()).containsEntry("max.message.bytes", "1114112");
    // 4 MiB + 64 KiB: what was small only when compressed
    assertThat(plans("", Map.of()).get(2).configs()).containsEntry("max.message.bytes", "4259840");
  }

  @Test
  void hopAndChangelogAreAsSafeAsTheOthers() {
    Settings settings = new Settings(Map.of());
    List<TopicPlan> internal =
        TopicPlan.internal(
            StreamConfig.from(settings, new Topics("")), TopicSettings.from(settings), 7);

    assertThat(internal)
        .extracting(TopicPlan::name, TopicPlan::partitions, TopicPlan::replicationFactor)
        .containsExactly(
            tuple("ev-worker-2-by-event-repartition", 7, (short) 3),
            tuple("ev-worker-2-markets-changelog", 7, (short) 3));
    assertThat(internal.get(0).configs())
        .containsExactly(
            Map.entry("cleanup.policy", "delete"),
            Map.entry("compression.type", "producer"),
            // 1 MiB + 64 KiB
            Map.entry("max.message.bytes", "1114112"),
            Map.entry("message.timestamp.after.max.ms", "9223372036854775807"),
            Map.entry("min.insync.replicas", "2"),
            Map.entry("retention.ms", "-1"),
            Map.entry("unclean.leader.election.enable", "false"));
    assertThat(internal.get(1).configs())
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("min.insync.replicas", "2");
  }

  @Test
  void kafkaStreamsIsToldToCreateThemSo() {
    Settings settings =
        new Settings(Map.of("EV_KAFKA_BOOTSTRAP_SERVERS", "none:1", "EV_REPLICATION_FACTOR", "3"));

    assertThat(StreamProperties.of(StreamSettings.from(settings)))
        .containsEntry("topic.min.insync.replicas", "2")
        .containsEntry("topic.unclean.leader.election.enable", "false")
        .containsEntry("topic.retention.ms", "-1")
        .containsEntry("replication.factor", 3);
  }

  @Test
  void deadLettersOfTheLargestEventsFitIntoOneRequest() {
    // Never above 90 MiB + 64 KiB: brokers take requests of 100 MiB by default.
    assertThat(plans("", Map.of("EV_ODDS_MAX_BYTES", "67108864")).get(2).configs())
        .containsEntry("max.message.bytes", "94437376");
  }

  @Test
  void linesAreCompactedOnly() {
    assertThat(plans("", Map.of()).get(3).configs())
        .containsExactly(
            Map.entry("cleanup.policy", "compact"),
            Map.entry("compression.type", "producer"),
            // 1 day
            Map.entry("delete.retention.ms", "86400000"),
            Map.entry("max.message.bytes", "4194304"),
            Map.entry("message.timestamp.type", "LogAppendTime"),
            Map.entry("min.cleanable.dirty.ratio", "0.2"),
            Map.entry("min.insync.replicas", "2"),
            Map.entry("retention.ms", "-1"),
            Map.entry("segment.bytes", "134217728"),
            // 1 hour
            Map.entry("segment.ms", "3600000"),
            Map.entry("unclean.leader.election.enable", "false"));
  }

  @Test
  void aReplaysTopicsKeepEverything() {
    assertThat(plans("replay.", Map.of()))
        .allSatisfy(
            plan -> {
              assertThat(plan.name()).startsWith("replay.");
              assertThat(plan.configs()).containsEntry("retention.ms", "-1");
            });
    // Not a thousand segments for a season that is imported in minutes.
    assertThat(plans("replay.", Map.of()).get(0).configs())
        .containsEntry("segment.ms", "9223372036854775807");
  }

  @Test
  void oneCopyNeedsOneReplicaInSync() {
    assertThat(plans("", Map.of("EV_REPLICATION_FACTOR", "1")))
        .allSatisfy(plan -> assertThat(plan.configs()).containsEntry("min.insync.replicas", "1"));
  }

  private static List<TopicPlan> plans(String prefix, Map<String, String> environment) {
    return TopicPlan.of(new Topics(prefix), TopicSettings.from(new Settings(environment)));
  }
}
