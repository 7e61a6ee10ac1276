package io.betintel.bench.measure;

import java.util.Arrays;

/**
 * Durations by rank, in milliseconds. A percentile is the smallest value that at least that share
 * of all values does not exceed: nothing is interpolated.
 *
 * @param count how many values; if it is 0, the others are 0 too
 */
public record Percentiles(int count, double p50, double p90, double p99, double p999, double max) {
  private static final double NANOS = 1e6;

  /**
   * @param nanos in any order
   */
  public static Percentiles ofNanos(long... nanos) {
    if (nanos.length == 0) {
      return new Percentiles(0, 0, 0, 0, 0, 0);
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Percentiles(
        sorted.length,
        at(sorted, 0.5),
        at(sorted, 0.9),
        at(sorted, 0.99),
        at(sorted, 0.999),
        at(sorted, 1));
  }

  private static double at(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(1, rank) - 1] / NANOS;
  }
}
