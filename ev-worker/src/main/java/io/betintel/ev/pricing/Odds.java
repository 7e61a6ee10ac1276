package io.betintel.ev.pricing;

import io.betintel.ev.odds.InvalidOddsException;
import java.util.Arrays;

/** The checks that every method makes of the odds of one line. */
final class Odds {
  private Odds() {}

  /**
   * @return the same odds
   * @throws InvalidOddsException if there are fewer than two, or one is not above 1 and finite
   */
  static double[] checked(double[] odds) {
    if (odds.length < 2) {
      throw new InvalidOddsException(
          "odds",
          Arrays.toString(odds),
          "the odds of all outcomes of the line are needed, at least two");
    }
    for (int i = 0; i < odds.length; i++) {
      if (!(odds[i] > 1 && odds[i] < Double.POSITIVE_INFINITY)) {
        throw new InvalidOddsException(
            "odds[" + i + "]", odds[i], "decimal odds must be above 1 and finite");
      }
    }
    return odds;
  }

  /** The longest shot's. */
  static double highest(double[] odds) {
    double highest = odds[0];
    for (double price : odds) {
      highest = Math.max(highest, price);
    }
    return highest;
  }

  /** The favourite's. */
  static double lowest(double[] odds) {
    double lowest = odds[0];
    for (double price : odds) {
      lowest = Math.min(lowest, price);
    }
    return lowest;
  }
}
