package io.betintel.ev.ladder;

/** Finds where a curve meets points on average: the secant method inside a bracket. */
final class Meeting {
  private static final double SETTLED = 1e-9;
  private static final int MOST_STEPS = 60;

  private Meeting() {}

  /**
   * @param low a place below any that is looked for
   * @param high a place above any
   * @param start the first guess
   * @param pace how far the place moves for one standard deviation
   */
  static void find(
      Moved curve,
      double[] thresholds,
      double[] z,
      double[] weights,
      int count,
      double low,
      double high,
      double start,
      double pace) {
    double place = Math.min(Math.max(start, low), high);
    double step = pace;
    double before = Double.NaN;
    double missingBefore = 0;
    for (int i = 0; i < MOST_STEPS; i++) {
      curve.move(place);
      double missing = missing(curve, thresholds, z, weights, count);
      if (Math.abs(missing) <= SETTLED || high - low <= SETTLED) {
        return;
      }
      if (missing > 0) {
        low = place;
      } else {
        high = place;
      }
      if (!Double.isNaN(before) && missing != missingBefore) {
        step = (place - before) / (missingBefore - missing);
      }
      before = place;
      missingBefore = missing;
      double next = place + missing * step;
      place = next > low && next < high ? next : (low + high) / 2;
    }
  }

  /** How much higher the points are than the curve, on average. */
  private static double missing(
      Moved curve, double[] thresholds, double[] z, double[] weights, int count) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[i] * (z[i] - curve.z(thresholds[i]));
      total += weights[i];
    }
    return sum / total;
  }

  /** A curve whose quantiles rise with its place. */
  interface Moved {
    void move(double place);

    double z(double threshold);
  }
}
