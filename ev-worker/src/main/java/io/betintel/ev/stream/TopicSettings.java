package io.betintel.ev.stream;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How the topics are made.
 *
 * @param partitions of every topic but the lines; the most tasks that can share the work
 * @param linesPartitions of the topic of the lines
 * @param replicationFactor copies of every topic's records
 * @param largestEvent the largest odds event that the input accepts, in bytes as sent
 * @param retention how long records are kept
 */
public record TopicSettings(
    int partitions,
    int linesPartitions,
    short replicationFactor,
    int largestEvent,
    Retention retention) {
  static final Setting<Integer> PARTITIONS =
      Setting.integer(
          "EV_PARTITIONS",
          12,
          1,
          10_000,
          "Partitions of every topic: the most tasks that can share the work. Fixed for the life"
              + " of an application id.");
  static final Setting<Integer> LINES_PARTITIONS =
      Setting.integer(
          "EV_LINES_PARTITIONS",
          0,
          0,
          10_000,
          "Partitions of ev.lines, if they were raised; 0 for as many as EV_PARTITIONS.");
  static final Setting<Integer> REPLICATION_FACTOR =
      Setting.integer("EV_REPLICATION_FACTOR", 3, 1, 100, "Copies of every topic's records.");
  static final Setting<Integer> LARGEST_EVENT =
      Setting.integer(
          "EV_ODDS_MAX_BYTES",
          1_048_576,
          1_024,
          64 * 1_048_576,
          "The largest odds event that the input accepts, in bytes.");
  static final Setting<Duration> ODDS_RETENTION =
      Setting.duration("EV_ODDS_RETENTION", "7d", "How long odds events are kept.");
  static final Setting<Duration> PARKED_RETENTION =
      Setting.duration(
          "EV_PARKED_RETENTION",
          "30d",
          "How long parked events are kept: the longest that a bet type may wait to be enabled"
              + " without losing any.");
  static final Setting<Duration> DEAD_LETTER_RETENTION =
      Setting.duration("EV_DEAD_LETTER_RETENTION", "30d", "How long broken records are kept.");
  static final Setting<Duration> TOMBSTONE_RETENTION =
      Setting.duration(
          "EV_LINES_TOMBSTONE_RETENTION",
          "1d",
          "How long the tombstone of an expired line is kept.");

  public static List<Setting<?>> settings() {
    return List.of(
        PARTITIONS,
        LINES_PARTITIONS,
        REPLICATION_FACTOR,
        LARGEST_EVENT,
        ODDS_RETENTION,
        PARKED_RETENTION,
        DEAD_LETTER_RETENTION,
        TOMBSTONE_RETENTION);
  }

  public static TopicSettings from(Settings settings) {
    int partitions = settings.get(PARTITIONS);
    int lines = settings.get(LINES_PARTITIONS);
    return new TopicSettings(
        partitions,
        lines == 0 ? partitions : lines,
        settings.get(REPLICATION_FACTOR).shortValue(),
        settings.get(LARGEST_EVENT),
        new Retention(
            settings.get(ODDS_RETENTION),
            settings.get(PARKED_RETENTION),
            settings.get(DEAD_LETTER_RETENTION),
            settings.get(TOMBSTONE_RETENTION)));
  }

  /**
   * How long each topic keeps its records.
   *
   * @param tombstones how long a deleted line's tombstone stays for a reader that is behind
   */
  public record Retention(
      Duration odds, Duration parked, Duration deadLetters, Duration tombstones) {}
}
