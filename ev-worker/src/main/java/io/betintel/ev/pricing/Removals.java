package io.betintel.ev.pricing;

import java.util.List;

/** What every margin method, and the worst case, make of odds: the arrays behind a consensus. */
final class Removals {
  /** The worst case stands behind the methods. */
  static final int WORST_CASE = MarginMethod.ALL.size();

  static final int COUNT = WORST_CASE + 1;

  private Removals() {}

  /** The place of a method. */
  static int of(String label) {
    return MarginMethod.ALL.indexOf(MarginMethod.of(label));
  }

  static String label(int method) {
    return MarginMethod.ALL.get(method).label();
  }

  /**
   * @param method its place; or the worst case's
   * @return probabilities in the order of the odds; null if the method leaves an outcome nothing
   */
  static double[] by(int method, double[] odds) {
    if (method == WORST_CASE) {
      return WorstCase.of(odds);
    }
    if (!(MarginMethod.ALL.get(method).remove(odds) instanceof Removal.Fair fair)) {
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
