package io.betintel.ev.pricing;

import java.util.List;
import java.util.OptionalDouble;

/** What comes of taking a bookmaker's margin out of the odds of one line. */
public sealed interface Removal permits Removal.Fair, Removal.NotPositive {
  /** How far probabilities may add up to something other than 1. */
  double TOLERANCE = 1e-12;

  /**
   * What the outcomes are worth.
   *
   * @param probabilities in the order of the odds, each above 0, adding up to 1 within {@link
   *     #TOLERANCE}
   * @param parameter what the method found for this line, such as the exponent of the power method;
   *     empty for the multiplicative one. Each method says what its own is.
   */
  record Fair(List<Double> probabilities, OptionalDouble parameter) implements Removal {
    /**
     * @throws IllegalArgumentException if they are no probabilities of mutually exclusive outcomes:
     *     a method's error, never a line's
     */
    public Fair {
      probabilities = List.copyOf(probabilities);
      double sum = 0;
      for (double probability : probabilities) {
        if (!(probability > 0)) {
          throw new IllegalArgumentException("Not all are above 0: " + probabilities);
        }
        sum += probability;
      }
      if (!(Math.abs(sum - 1) <= TOLERANCE)) {
        throw new IllegalArgumentException("They add up to " + sum + ": " + probabilities);
      }
    }

    /** The probability of the outcome whose odds stand there. */
    public double probability(int outcome) {
      return probabilities.get(outcome);
    }
  }

  /**
   * The method leaves nothing, or less, to an outcome: additive and goto do with long shots.
   *
   * @param outcome the place of the smallest probability in the odds, from 0
   * @param probability at or below 0
   */
  record NotPositive(int outcome, double probability) implements Removal {}
}
