package io.betintel.ev.pricing;

import io.betintel.ev.ops.NearestName;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes a bookmaker's margin out of the odds of one line: every method is an assumption on how the
 * bookmaker spread it over the outcomes. Pure and stateless.
 *
 * <p>Written with o the odds, r = 1/o and S the sum of r over the line's n outcomes. S below 1 (an
 * underround) is legal everywhere.
 */
public interface MarginMethod {
  /** All of them, the simplest first. */
  List<MarginMethod> ALL =
      List.of(
          new Multiplicative(),
          new Additive(),
          new Power(),
          new OddsRatio(),
          new Shin(),
          new Probit(),
          new Goto());

  /** Every method's label, in the same order. */
  Set<String> LABELS =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(ALL.stream().map(MarginMethod::label).toList()));

  /** As the catalogue and every published line spell it. */
  String label();

  /**
   * @param odds decimal odds of all the line's mutually exclusive outcomes, each above 1; at least
   *     two
   * @return their probabilities in the same order, or which outcome is left without one
   * @throws io.betintel.ev.odds.InvalidOddsException if the odds are none
   */
  Removal remove(double[] odds);

  /**
   * Whether it leaves every outcome something: on any line that a bookmaker could make, and short
   * of odds so absurd that a probability is too small for a double. Only such a method can be
   * another's fallback.
   */
  boolean alwaysPositive();

  /**
   * @throws IllegalArgumentException if no method is spelled so, naming those that are
   */
  static MarginMethod of(String label) {
    for (MarginMethod method : ALL) {
      if (method.label().equals(label)) {
        return method;
      }
    }
    if (label.equals(WorstCase.LABEL)) {
      throw new IllegalArgumentException(
          "method is \""
              + label
              + "\": a gate and no price, it does not add up to 1; accepted are "
              + String.join(", ", LABELS));
    }
    throw new IllegalArgumentException(
        "method is \""
            + label
            + "\": did you mean "
            + NearestName.of(label, LABELS)
            + "? Accepted are "
            + String.join(", ", LABELS));
  }
}
