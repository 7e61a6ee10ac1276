package io.betintel.ev.sink;

import io.betintel.ev.ops.RetryPause;
import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How a sink reads its topic.
 *
 * @param batchRecords the most lines in one write, and records in one poll, at least 1
 * @param threads at least 1, each with partitions of its own
 * @param fetchWait the longest time for which the broker collects records before it answers
 * @param longestPause the longest pause between two attempts while the store is away
 */
public record SinkConfig(int batchRecords, int threads, Duration fetchWait, Duration longestPause) {
  /** Of the heap, for what a sink has read and not written. */
  private static final int HEAP_SHARE = 32;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  static final Setting<Integer> BATCH_RECORDS =
      Setting.integer(
          "EV_SINK_BATCH_RECORDS", 500, 1, 100_000, "The most lines in one write of a sink.");
  static final Setting<Integer> THREADS =
      Setting.integer(
          "EV_SINK_THREADS",
          1,
          1,
          64,
          "The threads of each sink, each with a share of the partitions and a connection.");
  static final Setting<Duration> FETCH_WAIT =
      Setting.duration(
          "EV_SINK_FETCH_WAIT",
          "20ms",
          Duration.ofSeconds(1),
          "The longest time for which the broker collects lines before it sends them to a sink.");
  static final Setting<Duration> LONGEST_PAUSE =
      Setting.duration(
          "EV_SINK_LONGEST_PAUSE",
          "5s",
          "The longest pause between two attempts while a store is away.");

  public static List<Setting<?>> settings() {
    return List.of(BATCH_RECORDS, THREADS, FETCH_WAIT, LONGEST_PAUSE);
  }

  public static SinkConfig from(Settings settings) {
    return new SinkConfig(
        settings.get(BATCH_RECORDS),
        settings.get(THREADS),
        settings.get(FETCH_WAIT),
        settings.get(LONGEST_PAUSE));
  }

  /** The most bytes of records that may wait for a write in each thread. */
  long waitingBytes() {
    return Runtime.getRuntime().maxMemory() / HEAP_SHARE / threads;
  }

  RetryPause retryPause() {
    boolean shorter = longestPause.compareTo(FIRST_PAUSE) < 0;
    return new RetryPause(shorter ? longestPause : FIRST_PAUSE, longestPause);
  }
}
