package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;

/**
 * The probabilities that the margin methods and the worst case make of some odds, each computed
 * when it is first asked for. For one thread.
 */
@SuppressWarnings("EnumOrdinal") // an index within one process, never stored or sent
final class Removals {
  private static final int METHODS = Method.values().length;
  private static final double[] NOTHING = {};

  private final double[] odds;
  private final double[][] known = new double[METHODS][];
  private double[] worstCase;

  /**
   * @param odds not copied: read-only
   */
  Removals(double[] odds) {
    this.odds = odds;
  }

  /**
   * @return probabilities in the order of the odds, read-only; null if the method gives an outcome
   *     no probability
   */
  double[] by(Method method) {
    double[] probabilities = known[method.ordinal()];
    if (probabilities == null) {
      probabilities =
          MarginMethod.of(method).remove(odds) instanceof Removal.Fair fair
              ? fair.array()
              : NOTHING;
      known[method.ordinal()] = probabilities;
    }
    return probabilities == NOTHING ? null : probabilities;
  }

  /** See {@link WorstCase}; read-only. */
  double[] worstCase() {
    if (worstCase == null) {
      double[] power = by(Method.POWER);
      double[] shin = by(Method.SHIN);
      // Odds so absurd that one of them has no probability: below what it gives.
      boolean usual = power != null && shin != null;
      worstCase = usual ? WorstCase.of(odds, power, shin) : WorstCase.of(odds);
    }
    return worstCase;
  }
}
