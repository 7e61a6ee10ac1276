package io.betintel.ev.ops;

import java.time.Duration;
import java.util.stream.LongStream;

/** The histogram buckets of every latency: few, because each is a series per label and worker. */
public final class Latency {
  private static final long[] MILLIS = {
    10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000
  };

  private Latency() {}

  /** The upper bounds, ascending. */
  public static Duration[] buckets() {
    return LongStream.of(MILLIS).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
