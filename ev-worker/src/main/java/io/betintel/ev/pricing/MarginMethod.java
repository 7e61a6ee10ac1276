package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.ops.NearestName;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removes a bookmaker's margin from the odds of one line. Each method is an assumption about how
 * the bookmaker spread the margin over the outcomes. Pure and stateless.
 *
 * <p>Written with o the odds, r = 1/o and S the sum of r over the line's n outcomes. S may be below
 * 1 (an underround).
 */
public interface MarginMethod {
  /** One for each {@link Method}, in the order of the constants. */
  List<MarginMethod> ALL = Stream.of(Method.values()).map(MarginMethod::create).toList();

  /** Which method this is. */
  Method method();

  /**
   * @param odds decimal odds of all the line's mutually exclusive outcomes, each above 1; at least
   *     two
   * @return the probabilities in the same order, or the outcome that would have none
   * @throws io.betintel.ev.odds.InvalidOddsException if odds are not above 1 and finite
   */
  Removal remove(double[] odds);

  /** The computation of a method. */
  @SuppressWarnings("EnumOrdinal") // an index within one process, never stored or sent
  static MarginMethod of(Method method) {
    return ALL.get(method.ordinal());
  }

  /**
   * @throws IllegalArgumentException if the label is unknown; the message lists the known ones
   */
  static MarginMethod of(String label) {
    return of(Label.find(Method.class, label).orElseThrow(() -> unknown(label)));
  }

  private static IllegalArgumentException unknown(String label) {
    List<String> labels = Label.labels(Method.class);
    String accepted = String.join(", ", labels);
    return new IllegalArgumentException(
        label.equals(WorstCase.LABEL)
            ? "method is \""
                + label
                + "\": a gate, not a price: it does not add up to 1; accepted are "
                + accepted
            : "method is \""
                + label
                + "\": did you mean "
                + NearestName.of(label, labels)
                + "? Accepted are "
                + accepted);
  }

  private static MarginMethod create(Method method) {
    return switch (method) {
      case MULTIPLICATIVE -> new Multiplicative();
      case ADDITIVE -> new Additive();
      case POWER -> new Power();
      case ODDS_RATIO -> new OddsRatio();
      case SHIN -> new Shin();
      case PROBIT -> new Probit();
      case GOTO -> new Goto();
    };
  }
}
