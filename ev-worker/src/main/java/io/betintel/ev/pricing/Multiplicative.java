package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;
import java.util.OptionalDouble;

/**
 * Every inverse price is scaled by the same factor: p = r / S. It assumes that the margin is
 * proportional to the probability; if bookmakers load long shots more (the favourite-longshot
 * bias), it overrates them. The original system's method.
 *
 * <p>No parameter.
 */
public final class Multiplicative implements MarginMethod {
  @Override
  public Method method() {
    return Method.MULTIPLICATIVE;
  }

  @Override
  public Removal remove(double[] odds) {
    return Outcomes.of(probabilities(odds), OptionalDouble.empty());
  }

  static double[] probabilities(double[] odds) {
    double sum = Overround.inverseSum(Odds.checked(odds));
    double[] probabilities = new double[odds.length];
    for (int i = 0; i < odds.length; i++) {
      probabilities[i] = 1 / odds[i] / sum;
    }
    return probabilities;
  }
}
