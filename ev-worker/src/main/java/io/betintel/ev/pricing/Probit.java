package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;
import java.util.OptionalDouble;

/**
 * Every inverse price moves by the same distance on the scale of the standard normal distribution:
 * p = Phi(PhiInv(r) + c), with c such that the probabilities add up to 1. Always between 0 and 1.
 *
 * <p>The parameter is c: below 0 for an overround, above it for an underround.
 */
public final class Probit implements MarginMethod, Solver.Family {
  @Override
  public Method method() {
    return Method.PROBIT;
  }

  @Override
  public Removal remove(double[] odds) {
    double[] scores = new double[Odds.checked(odds).length];
    for (int i = 0; i < odds.length; i++) {
      scores[i] = score(odds[i]);
    }
    return scores.length == 2 ? ofTwo(scores) : solved(scores, odds);
  }

  /** Phi(x) + Phi(y) = 1 is x = -y. */
  private static Removal ofTwo(double[] scores) {
    double half = (scores[0] - scores[1]) / 2;
    return Outcomes.of(
        new double[] {Normal.cumulative(half), Normal.cumulative(-half)},
        OptionalDouble.of(-(scores[0] + scores[1]) / 2));
  }

  /** The bracket: c that takes the favourite, or the longest shot, to 1/n. */
  private Removal solved(double[] scores, double[] odds) {
    double[] probabilities = new double[odds.length];
    double even = score(odds.length);
    double c =
        Solver.solve(
            this,
            scores,
            even - score(Odds.highest(odds)),
            even - score(Odds.lowest(odds)),
            0,
            probabilities);
    return Outcomes.of(probabilities, OptionalDouble.of(c));
  }

  /** PhiInv(r), from the smaller tail: 1 - r is (o - 1)/o. */
  private static double score(double price) {
    return price < 2 ? -NormalQuantile.of((price - 1) / price) : NormalQuantile.of(1 / price);
  }

  @Override
  public double probability(double score, double c) {
    return Normal.cumulative(score + c);
  }

  @Override
  public double slope(double score, double c, double probability) {
    return Normal.density(score + c);
  }
}
