package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;
import java.util.OptionalDouble;

/**
 * Every inverse price is raised to the same power: p = r^k, with k such that the probabilities add
 * up to 1. Always between 0 and 1; it reduces long shots relatively more. Clarke, Kovalchik and
 * Ingram (2017) "Adjusting bookmaker's odds to allow for overround", American Journal of Sports
 * Science 5(6), after Vovk and Zhdanov (2009).
 *
 * <p>The parameter is k: above 1 for an overround, below it for an underround.
 */
public final class Power implements MarginMethod, Solver.Family {
  @Override
  public Method method() {
    return Method.POWER;
  }

  @Override
  public Removal remove(double[] odds) {
    double[] probabilities = new double[odds.length];
    double k = fill(probabilities, odds);
    return Outcomes.of(probabilities, OptionalDouble.of(k));
  }

  /** The bracket: k that takes the favourite, or the longest shot, to 1/n. */
  double fill(double[] probabilities, double[] odds) {
    double[] logarithms = new double[Odds.checked(odds).length];
    for (int i = 0; i < odds.length; i++) {
      logarithms[i] = StrictMath.log(odds[i]);
    }
    double n = StrictMath.log(odds.length);
    return Solver.solve(
        this,
        logarithms,
        n / StrictMath.log(Odds.highest(odds)),
        n / StrictMath.log(Odds.lowest(odds)),
        1,
        probabilities);
  }

  /** By ln o, not r: near 1 it keeps digits that r has lost. */
  @Override
  public double probability(double logarithm, double k) {
    return StrictMath.exp(-k * logarithm);
  }

  @Override
  public double slope(double logarithm, double k, double probability) {
    return -logarithm * probability;
  }
}
