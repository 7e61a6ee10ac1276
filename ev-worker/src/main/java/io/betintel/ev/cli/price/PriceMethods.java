package io.betintel.ev.cli.price;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.ops.NearestName;
import io.betintel.ev.pricing.MarginMethod;
import io.betintel.ev.pricing.MethodWithFallback;
import io.betintel.ev.pricing.WorstCase;
import java.util.ArrayList;
import java.util.List;

/**
 * The methods of a question: those of {@link Method}, and {@code worst_case}.
 *
 * @param labels the methods, at least one
 * @param fallback replaces a method that gives an outcome no probability; null for none
 */
record PriceMethods(List<String> labels, MarginMethod fallback) {
  private static final List<String> ACCEPTED = accepted();

  /**
   * @throws IllegalArgumentException if a method is unknown, or the fallback can fail too; the
   *     message lists the accepted ones
   */
  PriceMethods {
    labels = List.copyOf(labels);
    labels.forEach(label -> requireKnown("method", label));
    if (fallback != null) {
      new MethodWithFallback(fallback, fallback); // refuses one that can fail
    }
  }

  /** One method, without a fallback. */
  static PriceMethods of(String label) {
    return new PriceMethods(List.of(label), null);
  }

  /** Every method side by side, the worst case last. */
  static PriceMethods all() {
    return new PriceMethods(ACCEPTED, null);
  }

  /**
   * These, with a fallback.
   *
   * @throws IllegalArgumentException as the constructor
   */
  PriceMethods withFallback(String label) {
    requireKnown("fallback", label);
    if (label.equals(WorstCase.LABEL)) {
      throw new IllegalArgumentException(
          "fallback is \"" + label + "\": a gate, not a price: it does not add up to 1");
    }
    return new PriceMethods(labels, MarginMethod.of(label));
  }

  private static void requireKnown(String field, String label) {
    if (!ACCEPTED.contains(label)) {
      throw new IllegalArgumentException(
          field
              + " is \""
              + label
              + "\": did you mean "
              + NearestName.of(label, ACCEPTED)
              + "? Accepted are "
              + String.join(", ", ACCEPTED));
    }
  }

  private static List<String> accepted() {
    List<String> accepted = new ArrayList<>(Label.labels(Method.class));
    accepted.add(WorstCase.LABEL);
    return List.copyOf(accepted);
  }
}
