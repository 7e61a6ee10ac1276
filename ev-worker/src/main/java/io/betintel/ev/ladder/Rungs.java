package io.betintel.ev.ladder;

import io.betintel.ev.pricing.NormalQuantile;
import java.util.List;

/** Arithmetic on the points of a ladder, in arrays that the ladder owns. */
final class Rungs {
  private static final double SAME = 1e-9;

  /**
   * How much the points must say to move the steepness halfway from the model's: the weighted sum
   * of their squared distances from their middle, in standard deviations. Main lines say little:
   * every bookmaker is even at its own point, as if a point cost nothing. With a fifteenth of this
   * they flatten the curve, and what is beyond them is missed by up to half as much again.
   */
  private static final double TRUST = 0.3;

  private static final double FLATTEST = 0.3;
  private static final double STEEPEST = 1.7;

  private Rungs() {}

  /**
   * Fills the arrays by rising threshold; a threshold that is there twice becomes one.
   *
   * @return how many thresholds there are
   */
  static int sorted(List<Rung> rungs, double[] thresholds, double[] z, double[] weights) {
    int count = 0;
    for (int i = 0; i < rungs.size(); i++) {
      Rung rung = rungs.get(i);
      double threshold = rung.threshold();
      double quantile = quantile(rung.above());
      int place = count;
      while (place > 0 && thresholds[place - 1] > threshold + SAME) {
        place--;
      }
      if (place > 0 && Math.abs(thresholds[place - 1] - threshold) <= SAME) {
        double both = weights[place - 1] + rung.books();
        z[place - 1] += (quantile - z[place - 1]) * rung.books() / both;
        weights[place - 1] = both;
        continue;
      }
      for (int j = count; j > place; j--) {
        thresholds[j] = thresholds[j - 1];
        z[j] = z[j - 1];
        weights[j] = weights[j - 1];
      }
      thresholds[place] = threshold;
      z[place] = quantile;
      weights[place] = rung.books();
      count++;
    }
    return count;
  }

  /**
   * Draws points together that rise, so that none is above an earlier one: the nearest falling
   * sequence by weighted squares.
   *
   * @return the farthest that a point was moved, in standard deviations
   */
  static double fall(double[] z, double[] weights, int count) {
    double moved = 0;
    int start = 0;
    while (start < count) {
      // The longest run from here whose mean is the greatest: its points become that mean.
      double sum = 0;
      double weight = 0;
      double best = Double.NEGATIVE_INFINITY;
      int end = start;
      for (int i = start; i < count; i++) {
        sum += weights[i] * z[i];
        weight += weights[i];
        if (sum / weight >= best) {
          best = sum / weight;
          end = i;
        }
      }
      for (int i = start; i <= end; i++) {
        moved = Math.max(moved, Math.abs(z[i] - best));
        z[i] = best;
      }
      start = end + 1;
    }
    return moved;
  }

  /**
   * How many times steeper the points fall than the curve: 1 for one point, and the nearer to what
   * they say the more they spread.
   */
  static double steepness(double[] z, double[] curved, double[] weights, int count) {
    double total = 0;
    double meanZ = 0;
    double meanCurved = 0;
    for (int i = 0; i < count; i++) {
      total += weights[i];
      meanZ += weights[i] * z[i];
      meanCurved += weights[i] * curved[i];
    }
    meanZ /= total;
    meanCurved /= total;
    double both = TRUST;
    double own = TRUST;
    for (int i = 0; i < count; i++) {
      double from = curved[i] - meanCurved;
      both += weights[i] * from * (z[i] - meanZ);
      own += weights[i] * from * from;
    }
    return Math.min(Math.max(both / own, FLATTEST), STEEPEST);
  }

  /**
   * The points drawn towards the curve, as if so many references more said what the curve does.
   *
   * @param curved the curve's own quantiles at the points
   * @return none is above an earlier one
   */
  static double[] smoothed(
      double[] z, double[] curved, double[] weights, int count, double steepness, double by) {
    double total = 0;
    double meanZ = 0;
    double meanCurved = 0;
    for (int i = 0; i < count; i++) {
      total += weights[i];
      meanZ += weights[i] * z[i];
      meanCurved += weights[i] * curved[i];
    }
    meanZ /= total;
    meanCurved /= total;
    double[] smoothed = new double[count];
    for (int i = 0; i < count; i++) {
      double fitted = meanZ + steepness * (curved[i] - meanCurved);
      smoothed[i] = z[i] + (fitted - z[i]) * by / (by + weights[i]);
    }
    fall(smoothed, weights, count);
    return smoothed;
  }

  private static double quantile(double probability) {
    // The smaller tail keeps its precision.
    return probability > 0.5 ? -NormalQuantile.of(1 - probability) : NormalQuantile.of(probability);
  }
}
