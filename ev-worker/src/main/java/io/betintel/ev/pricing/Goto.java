package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;
import java.util.OptionalDouble;

/**
 * Every inverse price is reduced by the same number of its standard errors: p = r - step sqrt(1 -
 * r), the standard error being sqrt(r (1 - r) / r). The probability of a long shot can be 0 or
 * less.
 *
 * <p>The parameter is the step, (S - 1) over the sum of all sqrt(1 - r).
 *
 * @see <a href="https://github.com/gotoConversion/goto_conversion">goto_conversion</a>, Goto (2023)
 */
public final class Goto implements MarginMethod {
  @Override
  public Method method() {
    return Method.GOTO;
  }

  @Override
  public Removal remove(double[] odds) {
    double[] errors = new double[Odds.checked(odds).length];
    double sum = 0;
    for (int i = 0; i < odds.length; i++) {
      errors[i] = Math.sqrt((odds[i] - 1) / odds[i]);
      sum += errors[i];
    }
    double step = Overround.of(odds) / sum;
    double[] probabilities = new double[odds.length];
    for (int i = 0; i < odds.length; i++) {
      probabilities[i] = 1 / odds[i] - step * errors[i];
    }
    return Outcomes.of(probabilities, OptionalDouble.of(step));
  }
}
