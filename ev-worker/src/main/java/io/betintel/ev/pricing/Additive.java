package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;
import java.util.OptionalDouble;

/**
 * Every inverse price is reduced by the same amount: p = r - (S - 1)/n. The probability of a long
 * shot can be 0 or less, but never that of one of two outcomes. The name is from Clarke, Kovalchik
 * and Ingram (2017); Buchdahl calls its odds "margin weights proportional to the odds".
 *
 * <p>The parameter is (S - 1)/n.
 */
public final class Additive implements MarginMethod {
  @Override
  public Method method() {
    return Method.ADDITIVE;
  }

  @Override
  public Removal remove(double[] odds) {
    return Outcomes.of(probabilities(odds), OptionalDouble.of(Overround.of(odds) / odds.length));
  }

  /** Each may be 0 or less. */
  static double[] probabilities(double[] odds) {
    if (Odds.checked(odds).length == 2) {
      return ofTwo(odds);
    }
    double each = Overround.of(odds) / odds.length;
    double[] probabilities = new double[odds.length];
    for (int i = 0; i < odds.length; i++) {
      probabilities[i] = 1 / odds[i] - each;
    }
    return probabilities;
  }

  /**
   * p1 = (r1 + (1 - r2))/2, with 1 - r as (o - 1)/o: it subtracts no nearly equal numbers, so that
   * a long shot keeps all its digits and both are above 0.
   */
  static double[] ofTwo(double[] odds) {
    return new double[] {
      (1 / odds[0] + (odds[1] - 1) / odds[1]) / 2, (1 / odds[1] + (odds[0] - 1) / odds[0]) / 2
    };
  }
}
