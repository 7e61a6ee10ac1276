package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;
import java.util.OptionalDouble;

/**
 * The ratio of fair to quoted odds "to one" is the same for every outcome: p = r / (c + r - c r).
 * As r = 1/o that is p = 1 / (1 + c (o - 1)): the fair profit of a stake is c times the quoted one.
 * Always between 0 and 1. Cheung (2015), "Fixed-odds betting and traditional odds"; some libraries
 * call it logarithmic, a name that others give the power method.
 *
 * <p>The parameter is c: above 1 for an overround, below it for an underround.
 */
public final class OddsRatio implements MarginMethod, Solver.Family {
  @Override
  public Method method() {
    return Method.ODDS_RATIO;
  }

  @Override
  public Removal remove(double[] odds) {
    double[] profits = new double[Odds.checked(odds).length];
    for (int i = 0; i < odds.length; i++) {
      profits[i] = odds[i] - 1;
    }
    return profits.length == 2 ? ofTwo(profits) : solved(profits, odds);
  }

  /** 1/(1 + c a) + 1/(1 + c b) = 1 is c^2 a b = 1. */
  private Removal ofTwo(double[] profits) {
    double first = Math.sqrt(profits[0]);
    double second = Math.sqrt(profits[1]);
    return Outcomes.of(
        new double[] {1 / (1 + first / second), 1 / (1 + second / first)},
        OptionalDouble.of(1 / (first * second)));
  }

  /** The bracket: c that takes the favourite, or the longest shot, to 1/n. */
  private Removal solved(double[] profits, double[] odds) {
    double[] probabilities = new double[odds.length];
    double c =
        Solver.solve(
            this,
            profits,
            (odds.length - 1) / (Odds.highest(odds) - 1),
            (odds.length - 1) / (Odds.lowest(odds) - 1),
            1,
            probabilities);
    return Outcomes.of(probabilities, OptionalDouble.of(c));
  }

  @Override
  public double probability(double profit, double c) {
    return 1 / (1 + c * profit);
  }

  @Override
  public double slope(double profit, double c, double probability) {
    return -profit * probability * probability;
  }
}
