package io.betintel.ev.backtest;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A weighted mean whose observations are independent from match to match, but not within one: bets
 * on one match win and lose together.
 *
 * <p>The 95 % interval is from a bootstrap of whole matches (Efron 1979): {@value #RESAMPLES} times
 * the same number of matches is drawn with replacement, and the interval spans the middle 95 % of
 * the means. Rejected: the normal interval, which for returns at long odds goes below the loss of
 * the whole stake.
 */
final class ClusteredMean {
  /** With fewer matches the interval would be too narrow. */
  static final int FEWEST_MATCHES = 30;

  static final int RESAMPLES = 4000;

  private static final int CUT = RESAMPLES / 40; // 2.5 % at each end

  private final Map<String, double[]> matches = new TreeMap<>();
  private int count;

  void add(String match, double value) {
    add(match, value, 1);
  }

  /**
   * @param weight above 0
   */
  void add(String match, double value, double weight) {
    double[] sums = matches.computeIfAbsent(match, m -> new double[2]);
    sums[0] += value * weight;
    sums[1] += weight;
    count++;
  }

  /** Matches with at least one observation. */
  int matches() {
    return matches.size();
  }

  Estimate estimate() {
    if (count == 0) {
      return new Estimate(0, null, null, null);
    }
    double[] values = matches.values().stream().mapToDouble(sums -> sums[0]).toArray();
    double[] weights = matches.values().stream().mapToDouble(sums -> sums[1]).toArray();
    double mean = sum(values) / sum(weights);
    if (matches.size() < FEWEST_MATCHES) {
      return new Estimate(count, mean, null, null);
    }
    double[] means = resampled(values, weights);
    Arrays.sort(means);
    return new Estimate(count, mean, means[CUT], means[RESAMPLES - 1 - CUT]);
  }

  private static double[] resampled(double[] values, double[] weights) {
    SplitMix draws = new SplitMix(values.length);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double value = 0;
      double weight = 0;
      for (int j = 0; j < values.length; j++) {
        int drawn = draws.next();
        value += values[drawn];
        weight += weights[drawn];
      }
      means[i] = value / weight;
    }
    return means;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
