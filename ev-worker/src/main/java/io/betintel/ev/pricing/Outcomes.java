package io.betintel.ev.pricing;

import java.util.Arrays;
import java.util.OptionalDouble;

/** A method's figures as its result. */
final class Outcomes {
  private Outcomes() {}

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
    return new Removal.Fair(Arrays.stream(probabilities).boxed().toList(), parameter);
  }
}
