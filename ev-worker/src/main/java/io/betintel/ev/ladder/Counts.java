package io.betintel.ev.ladder;

/** Probabilities of counts 0, 1, 2 ..., as far as they matter. */
final class Counts {
  /** Beyond this many standard deviations and a few more, a count is as good as impossible. */
  private static final double FAR = 9;

  private Counts() {}

  /** e^-m m^k / k!. */
  static double[] poisson(double mean) {
    double[] counts = new double[length(mean, mean)];
    counts[0] = StrictMath.exp(-mean);
    for (int k = 1; k < counts.length; k++) {
      counts[k] = counts[k - 1] * mean / k;
    }
    return counts;
  }

  /**
   * With r = mean / (times - 1): C(k + r - 1, k) (1 - 1/times)^k times^-r, so that the variance is
   * {@code times} the mean.
   */
  static double[] negativeBinomial(double mean, double times) {
    double r = mean / (times - 1);
    double rate = 1 - 1 / times;
    double[] counts = new double[length(mean, mean * times)];
    counts[0] = StrictMath.exp(-r * StrictMath.log(times));
    for (int k = 1; k < counts.length; k++) {
      counts[k] = counts[k - 1] * rate * (k - 1 + r) / k;
    }
    return counts;
  }

  private static int length(double mean, double variance) {
    return (int) Math.ceil(mean + FAR * Math.sqrt(variance)) + 10;
  }
}
