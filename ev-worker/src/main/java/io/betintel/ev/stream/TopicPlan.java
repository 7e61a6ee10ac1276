package io.betintel.ev.stream;

import io.betintel.ev.codec.Topics;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One topic as it should be. Every setting that matters is explicit, so that a cluster's defaults
 * change nothing.
 *
 * @param home whether its partitions are the events' homes: their count must be the input's
 * @param configs by Kafka's names
 */
public record TopicPlan(
    String name,
    int partitions,
    short replicationFactor,
    boolean home,
    SortedMap<String, String> configs) {
  /**
   * What a parked or broken record may grow by, in bytes: origin headers and a bounded stack trace.
   */
  public static final int MARGIN = 65_536;

  /** The largest priced line, in bytes: an outright of hundreds of outcomes at dozens of books. */
  public static final int LARGEST_LINE = 4 * 1_048_576;

  /**
   * Beyond any clock: the broker refuses it, and the producer sees that. Above EV_CLOCK_AHEAD, so
   * that a clock that is off is counted by bookmaker and what it sent is kept as dead letters.
   */
  private static final Duration LATEST_TIMESTAMP = Duration.ofHours(1);

  static final String CLEANUP = "cleanup.policy";
  private static final String FOR_EVER = "-1";
  private static final Duration SEGMENT = Duration.ofDays(1);
  private static final Duration LINES_SEGMENT = Duration.ofHours(1);

  public TopicPlan {
    configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
  }

  /** Whether it keeps the newest record of each key, whatever its age. */
  boolean compacted() {
    return "compact".equals(configs.get(CLEANUP));
  }

  /** The topics that an installation needs; those of a replay keep their records forever. */
  public static List<TopicPlan> of(Topics topics, TopicSettings settings) {
    boolean replay = topics.replay();
    int withMargin = settings.largestEvent() + MARGIN;
    return List.of(
        // Never compacted: the key is the bet type, and compaction would keep one event of each.
        plan(topics.oddsEvents(), settings, true, deleted(settings.retention().odds(), replay))
            .with("message.timestamp.type", "CreateTime")
            .with("message.timestamp.after.max.ms", millis(LATEST_TIMESTAMP))
            .with("max.message.bytes", settings.largestEvent()),
        // A historical record's own timestamp would be past retention on arrival.
        plan(topics.parked(), settings, true, deleted(settings.retention().parked(), replay))
            .with("message.timestamp.type", "LogAppendTime")
            .with("max.message.bytes", withMargin),
        // Also what the input took only because it was compressed.
        plan(
                topics.deadLetters(),
                settings,
                false,
                deleted(settings.retention().deadLetters(), replay))
            .with("message.timestamp.type", "LogAppendTime")
            .with(
                "max.message.bytes",
                RecordLimits.of(settings.largestEvent()).deadLetter() + MARGIN),
        // A line carries its market's time itself; lag is measured by the log's own time.
        plan(topics.lines(), settings, false, compacted(settings.retention().tombstones()))
            .with(settings.linesPartitions())
            .with("message.timestamp.type", "LogAppendTime")
            .with("max.message.bytes", LARGEST_LINE),
        // As long as the input: what its reader has done is not deleted before Kafka would forget
        // how far that is.
        plan(topics.quarantine(), settings, false, deleted(settings.retention().odds(), replay))
            .with("message.timestamp.type", "LogAppendTime")
            .with("max.message.bytes", withMargin));
  }

  /**
   * The topics that Kafka Streams creates itself: a record that the changelog loses is lost from
   * the market store.
   *
   * @param stream the stream that they belong to
   * @param partitions of the input
   */
  public static List<TopicPlan> internal(
      StreamConfig stream, TopicSettings settings, int partitions) {
    return List.of(
        internal(stream.hopTopic(), "delete", settings, partitions),
        internal(stream.changelogTopic(), "compact", settings, partitions));
  }

  private static TopicPlan internal(
      String name, String cleanup, TopicSettings settings, int partitions) {
    return new TopicPlan(
            name, partitions, settings.replicationFactor(), true, internalConfigs(settings))
        .with(CLEANUP, cleanup);
  }

  /** The settings that Kafka Streams gives its topics. */
  static SortedMap<String, String> internalConfigs(TopicSettings settings) {
    SortedMap<String, String> configs = new TreeMap<>(durable(settings));
    // The hop carries historical record timestamps: retention by time would delete them.
    // Streams itself deletes what it has consumed.
    configs.put("retention.ms", FOR_EVER);
    // The worker has judged the timestamps. One that the broker refuses would stop it.
    configs.put("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    configs.put("max.message.bytes", Integer.toString(settings.largestEvent() + MARGIN));
    return configs;
  }

  /** The settings of every topic, so that the loss of one broker loses no record. */
  private static Map<String, String> durable(TopicSettings settings) {
    return Map.of(
        "min.insync.replicas",
        settings.replicationFactor() > 1 ? "2" : "1",
        "unclean.leader.election.enable",
        "false",
        "compression.type",
        "producer");
  }

  private static Map<String, String> deleted(Duration retention, boolean replay) {
    return Map.of(
        CLEANUP,
        "delete",
        "retention.ms",
        replay ? FOR_EVER : millis(retention),
        "retention.bytes",
        FOR_EVER,
        // Retention works by whole segments. A replay runs through months in minutes, and segments
        // are cut by record time: a season would become thousands of them.
        "segment.ms",
        replay ? Long.toString(Long.MAX_VALUE) : millis(SEGMENT));
  }

  private static Map<String, String> compacted(Duration tombstones) {
    return Map.of(
        CLEANUP,
        "compact",
        "retention.ms",
        FOR_EVER,
        "delete.retention.ms",
        millis(tombstones),
        // Compaction spares the segment that is written to: short segments and an early start keep
        // a rebuild of the sinks near the number of lines rather than of changes.
        "segment.ms",
        millis(LINES_SEGMENT),
        "segment.bytes",
        Integer.toString(128 * 1_048_576),
        "min.cleanable.dirty.ratio",
        "0.2");
  }

  private static TopicPlan plan(
      String name, TopicSettings settings, boolean home, Map<String, String> configs) {
    short copies = settings.replicationFactor();
    return new TopicPlan(name, settings.partitions(), copies, home, new TreeMap<>(configs))
        .with(durable(settings));
  }

  private TopicPlan with(int partitionCount) {
    return new TopicPlan(name, partitionCount, replicationFactor, home, configs);
  }

  private TopicPlan with(String key, Object value) {
    return with(Map.of(key, value.toString()));
  }

  private TopicPlan with(Map<String, String> further) {
    TreeMap<String, String> more = new TreeMap<>(configs);
    more.putAll(further);
    return new TopicPlan(name, partitions, replicationFactor, home, more);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
