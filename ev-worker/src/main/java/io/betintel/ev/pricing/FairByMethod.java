package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;

/**
 * What a line's outcomes are worth by each method, and in the worst case, by the same references
 * and combination.
 */
public final class FairByMethod {
  private final double[][] fair;

  /**
   * @param fair by {@link Removals#place}, the worst case last; null where the method leaves an
   *     outcome nothing
   */
  FairByMethod(double[][] fair) {
    this.fair = fair;
  }

  /**
   * The probability of the line's outcome at {@code side} by the method.
   *
   * @return NaN where the references' odds do not allow the method
   */
  public double probability(Method method, int side) {
    double[] probabilities = fair[Removals.place(method)];
    return probabilities == null ? Double.NaN : probabilities[side];
  }

  /** The least that the outcome at {@code side} is worth, 0 to 1; see {@link WorstCase}. */
  public double worstCase(int side) {
    return fair[Removals.WORST_CASE][side];
  }
}
