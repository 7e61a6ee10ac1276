package io.betintel.ev.pricing;

import java.util.List;
import java.util.OptionalDouble;

/** The result of removing a bookmaker's margin from the odds of one line. */
public sealed interface Removal permits Removal.Fair, Removal.NotPositive {
  /** How far the sum of probabilities may be from 1. */
  double TOLERANCE = 1e-12;

  /**
   * The fair probabilities.
   *
   * @param probabilities in the order of the odds, each above 0, adding up to 1 within {@link
   *     #TOLERANCE}
   * @param parameter what the method found for this line, such as the exponent of the power method;
   *     empty for the multiplicative one. Each method describes its own.
   */
  record Fair(List<Double> probabilities, OptionalDouble parameter) implements Removal {
    /**
     * @throws IllegalArgumentException if they are not probabilities of mutually exclusive
     *     outcomes: an error of the method, never of a line
     */
    public Fair {
      probabilities = List.copyOf(probabilities);
      double sum = 0;
      for (double probability : probabilities) {
        if (!(probability > 0)) {
          throw new IllegalArgumentException("not all are above 0: " + probabilities);
        }
        sum += probability;
      }
      if (!(Math.abs(sum - 1) <= TOLERANCE)) {
        throw new IllegalArgumentException("they add up to " + sum + ": " + probabilities);
      }
    }

    /** The probability of the outcome at that place in the odds. */
    public double probability(int outcome) {
      return probabilities.get(outcome);
    }
  }

  /**
   * The method gives an outcome a probability of 0 or less: additive and goto do so with long
   * shots.
   *
   * @param outcome the place of the smallest probability in the odds, from 0
   * @param probability 0 or less
   */
  record NotPositive(int outcome, double probability) implements Removal {}
}
