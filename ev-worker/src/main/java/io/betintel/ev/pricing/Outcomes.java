package io.betintel.ev.pricing;

import java.util.OptionalDouble;

/** Turns a method's figures into its result. */
final class Outcomes {
  private Outcomes() {}

  /**
   * @param probabilities not copied: hand it over
   */
  static Removal of(double[] probabilities, OptionalDouble parameter) {
    int smallest = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] < probabilities[smallest]) {
        smallest = i;
      }
    }
    if (probabilities[smallest] <= 0) {
      return new Removal.NotPositive(smallest, probabilities[smallest]);
    }
    return new Removal.Fair(probabilities, parameter);
  }
}
