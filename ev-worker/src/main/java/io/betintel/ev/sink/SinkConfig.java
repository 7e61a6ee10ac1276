package io.betintel.ev.sink;

import io.betintel.ev.ops.RetryPause;
import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How a sink reads its topic.
 *
 * @param batchRecords the most records in one write, at least 1
 * @param longestPause the longest pause between two attempts while the store is away
 */
public record SinkConfig(int batchRecords, Duration longestPause) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  static final Setting<Integer> BATCH_RECORDS =
      Setting.integer(
          "EV_SINK_BATCH_RECORDS", 2000, 1, 100_000, "The most records in one write of a sink.");
  static final Setting<Duration> LONGEST_PAUSE =
      Setting.duration(
          "EV_SINK_LONGEST_PAUSE",
          "5s",
          "The longest pause between two attempts while a store is away.");

  public static List<Setting<?>> settings() {
    return List.of(BATCH_RECORDS, LONGEST_PAUSE);
  }

  public static SinkConfig from(Settings settings) {
    return new SinkConfig(settings.get(BATCH_RECORDS), settings.get(LONGEST_PAUSE));
  }

  RetryPause retryPause() {
    boolean shorter = longestPause.compareTo(FIRST_PAUSE) < 0;
    return new RetryPause(shorter ? longestPause : FIRST_PAUSE, longestPause);
  }
}
