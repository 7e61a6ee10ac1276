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
 * @param threads 1 to 64
 * @param stateDirectory where Kafka Streams keeps its own files; empty for its usual place
 * @param standbyReplicas copies of the market store kept on other workers, 0 to 5
 * @param warmUp how long synthetic markets are priced before the worker takes tasks; zero for not
 *     at all
 */
public record StreamConfig(
    String applicationId,
    int threads,
    Duration commitInterval,
    String stateDirectory,
    int standbyReplicas,
    Duration warmUp) {
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
          "EV_COMMIT_INTERVAL",
          "20ms",
          "How often results become visible: the latency. At least 200ms while more than 1,000"
              + " records wait.");
  static final Setting<String> STATE_DIRECTORY =
      Setting.text(
          "EV_STATE_DIRECTORY",
          "",
          "a directory; empty for one under java.io.tmpdir",
          "Where Kafka Streams keeps its own files.");
  static final Setting<Integer> STANDBY_REPLICAS =
      Setting.integer(
          "EV_STANDBY_REPLICAS", 1, 0, 5, "Copies of the market store kept on other workers.");

  static final Setting<Duration> WARM_UP =
      Setting.durationOrNone(
          "EV_WARM_UP",
          "1s",
          "How long a starting worker prices synthetic markets at most, so that its code is compiled"
              + " when the first record comes; 0s for not at all.");

  public static List<Setting<?>> settings() {
    return List.of(
        APPLICATION_ID, THREADS, COMMIT_INTERVAL, STATE_DIRECTORY, STANDBY_REPLICAS, WARM_UP);
  }

  public static StreamConfig from(Settings settings, Topics topics) {
    String id = settings.get(APPLICATION_ID);
    return new StreamConfig(
        id.isEmpty() ? defaultApplicationId(topics) : id,
        settings.get(THREADS),
        settings.get(COMMIT_INTERVAL),
        settings.get(STATE_DIRECTORY),
        settings.get(STANDBY_REPLICAS),
        settings.get(WARM_UP));
  }

  /** The internal topic by which records come to their event's home. */
  public String hopTopic() {
    return hopTopic(applicationId);
  }

  static String hopTopic(String applicationId) {
    return applicationId + "-" + OddsTopology.HOP + "-repartition";
  }

  /** The topic that the market store is restored from. */
  public String changelogTopic() {
    return applicationId + "-" + OddsTopology.MARKETS + "-changelog";
  }

  /**
   * Installations with the ids without a number had stores and hops by market. A replay never
   * shares the live application's id.
   */
  private static String defaultApplicationId(Topics topics) {
    return topics.replay()
        ? DEFAULT_ID + "-" + topics.prefix().substring(0, topics.prefix().length() - 1)
        : DEFAULT_ID;
  }
}
