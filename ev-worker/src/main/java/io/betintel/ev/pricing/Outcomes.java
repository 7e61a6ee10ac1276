package io.betintel.ev.pricing;

import java.util.List;
import java.util.OptionalDouble;

/** Turns a method's figures into its result. */
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
    Double[] boxed = new Double[probabilities.length];
    for (int i = 0; i < probabilities.length; i++) {
      boxed[i] = probabilities[i];
    }
    return new Removal.Fair(List.of(boxed), parameter); // a third of what a stream allocates
  }
}
