package io.betintel.ev.pricing;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The result of removing a bookmaker's margin from the odds of one line. */
public sealed interface Removal permits Removal.Fair, Removal.NotPositive {
  /** How far the sum of probabilities may be from 1. */
  double TOLERANCE = 1e-12;

  /**
   * The fair probabilities, in the order of the odds: each above 0, adding up to 1 within {@link
   * #TOLERANCE}. An array inside: every quote of every reference has one for each method.
   */
  final class Fair implements Removal {
    private final double[] probabilities;
    private final OptionalDouble parameter;

    /**
     * @param probabilities not copied: hand it over
     * @param parameter what the method found for this line, such as the exponent of the power
     *     method; empty for the multiplicative one. Each method describes its own.
     * @throws IllegalArgumentException if they are not probabilities of mutually exclusive
     *     outcomes: an error of the method, never of a line
     */
    Fair(double[] probabilities, OptionalDouble parameter) {
      double sum = 0;
      for (double probability : probabilities) {
        if (!(probability > 0)) {
          throw new IllegalArgumentException(
              "not all are above 0: " + Arrays.toString(probabilities));
        }
        sum += probability;
      }
      if (!(Math.abs(sum - 1) <= TOLERANCE)) {
        throw new IllegalArgumentException(
            "they add up to " + sum + ": " + Arrays.toString(probabilities));
      }
      this.probabilities = probabilities;
      this.parameter = parameter;
    }

    /** In the order of the odds. */
    public List<Double> probabilities() {
      return Arrays.stream(probabilities).boxed().toList();
    }

    /** The probability of the outcome at that place in the odds. */
    public double probability(int outcome) {
      return probabilities[outcome];
    }

    /** What the method found for this line; empty if it has no parameter. */
    public OptionalDouble parameter() {
      return parameter;
    }

    /** All of them, not copied: read-only. */
    double[] array() {
      return probabilities;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Fair that
          && Arrays.equals(probabilities, that.probabilities)
          && parameter.equals(that.parameter);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(probabilities) + parameter.hashCode();
    }

    @Override
    public String toString() {
      return Arrays.toString(probabilities) + ", parameter " + parameter;
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
