package io.betintel.ev.stream;

import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How the stream runs.
 *
 * @param applicationId the consumer group, and the prefix of the internal topics
 * @param commitInterval how often results become visible: the latency
 * @param eventGrace how long after its start an event may still be quoted
 * @param mostAhead by how much a quote may be later than its observation
 * @param expiryQuiet how long no event of a market must have come before it is forgotten
 * @param sweepRate how many lines a task publishes again per second after a change of settings
 * @param unknownSchemaWait how long the registry must deny a schema id before it counts as unknown
 */
public record StreamConfig(
    String applicationId,
    int threads,
    Duration commitInterval,
    String stateDirectory,
    int standbyReplicas,
    Duration eventGrace,
    Duration mostAhead,
    Duration expiryQuiet,
    Duration unknownSchemaWait,
    int sweepRate) {
  private static final String DEFAULT_ID = "ev-worker-2";

  static final Setting<String> APPLICATION_ID =
      Setting.text(
          "EV_APPLICATION_ID",
          "",
          "letters, digits, dots, dashes; empty for ev-worker-2, or ev-worker-2-<prefix> in a replay",
          "The consumer group, and the prefix of the internal topics.");
  static final Setting<Integer> THREADS =
      Setting.integer("EV_STREAM_THREADS", 1, 1, 64, "Stream threads of one worker.");
  static final Setting<Duration> COMMIT_INTERVAL =
      Setting.duration(
          "EV_COMMIT_INTERVAL", "20ms", "How often results become visible: the latency.");
  static final Setting<String> STATE_DIRECTORY =
      Setting.text(
          "EV_STATE_DIRECTORY",
          "",
          "a directory; empty for one under java.io.tmpdir",
          "Where Kafka Streams keeps its own files.");
  static final Setting<Integer> STANDBY_REPLICAS =
      Setting.integer(
          "EV_STANDBY_REPLICAS", 1, 0, 5, "Copies of the market store kept on other workers.");
  static final Setting<Duration> EVENT_GRACE =
      Setting.duration(
          "EV_EVENT_GRACE", "6h", "How long after its start an event may still be quoted.");
  static final Setting<Duration> MOST_AHEAD =
      Setting.duration(
          "EV_LAST_UPDATE_AHEAD",
          "1m",
          "By how much last_update may be past the record timestamp.");
  static final Setting<Duration> EXPIRY_QUIET =
      Setting.duration(
          "EV_EXPIRY_QUIET",
          "30m",
          "How long no event of a market must have come before it is forgotten, once it is over.");
  static final Setting<Duration> UNKNOWN_SCHEMA_WAIT =
      Setting.duration(
          "EV_UNKNOWN_SCHEMA_WAIT",
          "30s",
          "How long the registry must deny a schema id before its records are dead-lettered.");
  static final Setting<Integer> SWEEP_RATE =
      Setting.integer(
          "EV_SWEEP_RATE",
          2_000,
          10,
          1_000_000,
          "Lines per second that each task publishes again after a change of a bet type's settings"
              + " or its enabling.");

  public static List<Setting<?>> settings() {
    return List.of(
        APPLICATION_ID,
        THREADS,
        COMMIT_INTERVAL,
        STATE_DIRECTORY,
        STANDBY_REPLICAS,
        EVENT_GRACE,
        MOST_AHEAD,
        EXPIRY_QUIET,
        UNKNOWN_SCHEMA_WAIT,
        SWEEP_RATE);
  }

  public static StreamConfig from(Settings settings, Topics topics) {
    String id = settings.get(APPLICATION_ID);
    return new StreamConfig(
        id.isEmpty() ? defaultApplicationId(topics) : id,
        settings.get(THREADS),
        settings.get(COMMIT_INTERVAL),
        settings.get(STATE_DIRECTORY),
        settings.get(STANDBY_REPLICAS),
        settings.get(EVENT_GRACE),
        settings.get(MOST_AHEAD),
        settings.get(EXPIRY_QUIET),
        settings.get(UNKNOWN_SCHEMA_WAIT),
        settings.get(SWEEP_RATE));
  }

  /** The internal topic by which records come to their event's home. */
  public String hopTopic() {
    return applicationId + "-" + OddsTopology.HOP + "-repartition";
  }

  /** How many lines one turn of the sweep publishes. */
  int sweepLinesPerTurn() {
    return (int) Math.max(1, sweepRate * LineSweep.INTERVAL.toMillis() / 1_000);
  }

  Expiry expiry() {
    return new Expiry(eventGrace, expiryQuiet);
  }

  /**
   * Under the ids without the number, stores and hops went by market. A replay never shares the
   * live application's id.
   */
  private static String defaultApplicationId(Topics topics) {
    return topics.replay()
        ? DEFAULT_ID + "-" + topics.prefix().substring(0, topics.prefix().length() - 1)
        : DEFAULT_ID;
  }
}
