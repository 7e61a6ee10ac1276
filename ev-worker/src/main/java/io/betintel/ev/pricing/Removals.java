package io.betintel.ev.pricing;

import io.betintel.ev.bettype.Method;
import java.util.List;

/**
 * The probabilities by every margin method and in the worst case, as arrays for a consensus. Each
 * method has a place in them.
 */
final class Removals {
  /** The place of the worst case, after the methods. */
  static final int WORST_CASE = Method.values().length;

  static final int COUNT = WORST_CASE + 1;

  private Removals() {}

  @SuppressWarnings("EnumOrdinal") // an index within one process, never stored or sent
  static int place(Method method) {
    return method.ordinal();
  }

  /**
   * @param place a method's, or the worst case's
   * @return probabilities in the order of the odds; null if the method gives an outcome no
   *     probability
   */
  static double[] by(int place, double[] odds) {
    if (place == WORST_CASE) {
      return WorstCase.of(odds);
    }
    if (!(MarginMethod.ALL.get(place).remove(odds) instanceof Removal.Fair fair)) {
      return null;
    }
    List<Double> given = fair.probabilities();
    double[] probabilities = new double[odds.length];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = given.get(i);
    }
    return probabilities;
  }
}
