package io.betintel.ev.pricing;

import java.util.Set;

/** Takes a bookmaker's margin out of the odds of one line. Pure. */
public interface MarginMethod {
  /** Every method's label. */
  Set<String> LABELS = Set.of(Multiplicative.LABEL);

  /** As the catalogue and every published line spell it. */
  String label();

  /**
   * @param odds decimal odds of all the line's mutually exclusive outcomes, each above 1; at least
   *     two
   * @return their probabilities in the same order, adding up to 1
   */
  double[] fairProbabilities(double[] odds);

  /**
   * @throws IllegalArgumentException if no method is spelled so, naming those that are
   */
  static MarginMethod of(String label) {
    if (label.equals(Multiplicative.LABEL)) {
      return new Multiplicative();
    }
    throw new IllegalArgumentException(
        "method is \"" + label + "\": accepted is " + Multiplicative.LABEL);
  }
}
