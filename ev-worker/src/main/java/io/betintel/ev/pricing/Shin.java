package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;
import java.util.OptionalDouble;

/**
 * The margin is what a bookmaker needs against a fraction z of bettors who know the result: p =
 * (sqrt(z^2 + 4 (1 - z) r^2 / S) - z) / (2 (1 - z)), with z such that the probabilities add up to
 * 1. Shin (1992, 1993), solved for p by Jullien and Salanie (1994). For two outcomes it is the
 * additive method.
 *
 * <p>The parameter is z, between -1/(n - 1) and 1; negative for an underround, where it has no
 * meaning but still gives probabilities.
 *
 * <p>Always above 0, also in floating point: for z at or above 0 it is computed as 2 q / (z +
 * sqrt(z^2 + 4 (1 - z) q)) with q = r^2 / S, for z below 0 as above: both are quotients of sums of
 * positive numbers, without cancellation.
 */
public final class Shin implements MarginMethod, Solver.Family {
  @Override
  public Method method() {
    return Method.SHIN;
  }

  @Override
  public Removal remove(double[] odds) {
    double[] probabilities = new double[odds.length];
    double z = fill(probabilities, odds);
    return Outcomes.of(probabilities, OptionalDouble.of(z));
  }

  double fill(double[] probabilities, double[] odds) {
    double sum = Overround.inverseSum(Odds.checked(odds));
    if (odds.length == 2) {
      double[] additive = Additive.ofTwo(odds);
      System.arraycopy(additive, 0, probabilities, 0, 2);
      return ofTwo(odds, sum, additive);
    }
    double[] squares = new double[odds.length];
    for (int i = 0; i < odds.length; i++) {
      squares[i] = 1 / odds[i] / odds[i] / sum;
    }
    return Solver.solve(
        this,
        squares,
        evening(Odds.highest(odds), sum, odds.length),
        Math.min(1, evening(Odds.lowest(odds), sum, odds.length)),
        0,
        probabilities);
  }

  /** With d = r1 - r2, z = (S - 1)(d^2 - S) / (S (d^2 - 1)), and d^2 - 1 as a product. */
  private static double ofTwo(double[] odds, double sum, double[] additive) {
    double difference = 1 / odds[0] - 1 / odds[1];
    double square = difference * difference;
    return (sum - 1) * (sum - square) / (4 * sum * additive[0] * additive[1]);
  }

  /** The z that takes an outcome to 1/n, from (1 - z) p^2 + z p = q: (n^2 q - 1)/(n - 1). */
  private static double evening(double price, double sum, int n) {
    double scaled = n / price;
    return (scaled * scaled / sum - 1) / (n - 1);
  }

  @Override
  public double probability(double square, double z) {
    double root = Math.sqrt(z * z + 4 * (1 - z) * square);
    return z < 0 ? (root - z) / (2 * (1 - z)) : 2 * square / (z + root);
  }

  /** The derivative of (1 - z) p^2 + z p = q: -p (1 - p) / (2 (1 - z) p + z). */
  @Override
  public double slope(double square, double z, double probability) {
    return -probability * (1 - probability) / (2 * (1 - z) * probability + z);
  }
}
