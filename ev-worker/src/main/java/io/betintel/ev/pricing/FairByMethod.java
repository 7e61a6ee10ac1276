package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;

/**
 * The probabilities of a line's outcomes by each method, and in the worst case, by the same
 * references and combination.
 */
@SuppressWarnings("EnumOrdinal") // an index within one process, never stored or sent
public final class FairByMethod {
  private final double[][] fair;
  private final double[] worstCase;

  /**
   * @param fair by method; null if the method gives an outcome no probability
   */
  FairByMethod(double[][] fair, double[] worstCase) {
    this.fair = fair;
    this.worstCase = worstCase;
  }

  /**
   * The probability of the line's outcome at {@code side} by the method.
   *
   * @return NaN if the method gives an outcome of the references' odds no probability
   */
  public double probability(Method method, int side) {
    double[] probabilities = fair[method.ordinal()];
    return probabilities == null ? Double.NaN : probabilities[side];
  }

  /** The smallest probability of the outcome at {@code side}, 0 to 1; see {@link WorstCase}. */
  public double worstCase(int side) {
    return worstCase[side];
  }
}
