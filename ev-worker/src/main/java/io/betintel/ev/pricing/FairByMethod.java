package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;

/**
 * The probabilities of a line's outcomes by each method, and in the worst case, by the same
 * references and combination.
 */
public final class FairByMethod {
  private final double[][] fair;

  /**
   * @param fair by {@link Removals#place}, the worst case last; null if the method gives an outcome
   *     no probability
   */
  FairByMethod(double[][] fair) {
    this.fair = fair;
  }

  /**
   * The probability of the line's outcome at {@code side} by the method.
   *
   * @return NaN if the method gives an outcome of the references' odds no probability
   */
  public double probability(Method method, int side) {
    double[] probabilities = fair[Removals.place(method)];
    return probabilities == null ? Double.NaN : probabilities[side];
  }

  /** The smallest probability of the outcome at {@code side}, 0 to 1; see {@link WorstCase}. */
  public double worstCase(int side) {
    return fair[Removals.WORST_CASE][side];
  }
}
