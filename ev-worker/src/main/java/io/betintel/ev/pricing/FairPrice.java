package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;
import io.betintel.ev.odds.Bookmaker;
import java.util.List;

/** The fair price of a line: the probabilities of its outcomes, and how they were made. */
public final class FairPrice {
  private final double[] probabilities;
  private final List<Bookmaker> references;
  private final double[] weights;
  private final List<Method> methods;

  /**
   * @param probabilities in the line's order, adding up to 1; not copied
   * @param references by key
   * @param weights of the references, in their order; not copied
   * @param methods that removed the references' margins, in their order
   */
  FairPrice(
      double[] probabilities, List<Bookmaker> references, double[] weights, List<Method> methods) {
    this.probabilities = probabilities;
    this.references = references;
    this.weights = weights;
    this.methods = methods;
  }

  /** The probability of the line's outcome at {@code side}. */
  public double probability(int side) {
    return probabilities[side];
  }

  /** The bookmakers that made the price, by key. */
  public List<Bookmaker> references() {
    return references;
  }

  /** The weight of the reference at that place, renormalised: they add up to 1. */
  public double weight(int reference) {
    return weights[reference];
  }

  /** The method that removed the margin of the reference at that place. */
  public Method method(int reference) {
    return methods.get(reference);
  }
}
