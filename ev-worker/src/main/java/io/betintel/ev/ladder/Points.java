package io.betintel.ev.ladder;

import io.betintel.ev.pricing.NormalQuantile;

/** What a bet above a threshold wins, when results are whole numbers. */
final class Points {
  /** A probability nearer to 0 or 1 than this says no more, and near 1 loses its last digits. */
  private static final double LEAST = 1e-7;

  private static final double GRID = 1e-9;

  private Points() {}

  /**
   * The quantile of the probability to be above, given that the stake is not returned: the inverse
   * of fair odds. A whole threshold returns the stake at that result; a quarter one is half a bet
   * at each neighbour, so 1/odds = (P(X &gt; w) + P(X &gt; h)) / (2 - P(X = w)) with the whole
   * threshold w and the half one h.
   */
  static double z(Survival results, double threshold) {
    double quarters = threshold * 4;
    double below = Math.floor(quarters + GRID);
    double part = quarters - below;
    if (part <= GRID) {
      return onGrid(results, below / 4);
    }
    // Nobody offers such a point; between its neighbours it keeps the order.
    double low = onGrid(results, below / 4);
    return low + part * (onGrid(results, (below + 1) / 4) - low);
  }

  private static double onGrid(Survival results, double threshold) {
    return NormalQuantile.of(Math.min(Math.max(above(results, threshold), LEAST), 1 - LEAST));
  }

  private static double above(Survival results, double threshold) {
    double part = (threshold - Math.floor(threshold)) * 4;
    if (part == 2) {
      return results.above(threshold);
    }
    double whole = part == 0 ? threshold : part == 1 ? threshold - 0.25 : threshold + 0.25;
    double above = results.above(whole + 0.5);
    double push = results.above(whole - 0.5) - above;
    if (part == 0) {
      return push < 1 ? above / (1 - push) : 0.5;
    }
    double half = part == 1 ? whole + 0.5 : whole - 0.5;
    return (above + results.above(half)) / (2 - push);
  }

  /** The probabilities of whole results. */
  interface Survival {
    /** P(X &gt; h). */
    double above(double h);
  }
}
