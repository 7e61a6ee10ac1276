package io.betintel.ev.pricing;

/**
 * Finds the parameter of a method under which the probabilities of a line add up to 1: Newton's
 * steps inside a bracket, halved where a step would leave it, so that it always ends. It takes
 * about five steps; Brent's method, which does not use the slope, needs twice as many.
 *
 * <p>Rejected: a library, which adds a megabyte for thirty lines and brings elementary functions of
 * its own; StrictMath gives the same bits on every JVM.
 */
final class Solver {
  /** Well inside {@link Removal#TOLERANCE}, and above the rounding error of a sum of dozens... */
  private static final double SETTLED = 1e-14;

  /** ...while a sum of hundreds loses up to half of this with each number. */
  private static final double ROUNDING = 0x1p-52;

  /** More steps than it takes to halve any bracket of doubles. */
  private static final int MOST_STEPS = 400;

  private Solver() {}

  /**
   * @param quoted each outcome's odds in the form that the method solves by
   * @param over a parameter under which the probabilities add up to at least 1
   * @param under a parameter under which they add up to at most 1; above or below {@code over}
   * @param start the first guess; moved to the nearest end of the bracket if it is outside
   * @param probabilities the result
   * @return the parameter
   */
  static double solve(
      Family family,
      double[] quoted,
      double over,
      double under,
      double start,
      double[] probabilities) {
    double settled = Math.min(Math.max(SETTLED, quoted.length * ROUNDING), Removal.TOLERANCE / 2);
    double parameter = Math.min(Math.max(start, Math.min(over, under)), Math.max(over, under));
    for (int step = 0; step < MOST_STEPS; step++) {
      // Two loops: the optimising compiler of Java 17.0.15 crashes on one that both stores and
      // adds.
      for (int i = 0; i < quoted.length; i++) {
        probabilities[i] = family.probability(quoted[i], parameter);
      }
      double sum = 0;
      double slope = 0;
      for (int i = 0; i < quoted.length; i++) {
        sum += probabilities[i];
        slope += family.slope(quoted[i], parameter, probabilities[i]);
      }
      double excess = sum - 1;
      if (Math.abs(excess) <= settled) {
        return parameter;
      }
      if (excess > 0) {
        over = parameter;
      } else {
        under = parameter;
      }
      double next = parameter - excess / slope;
      if (!between(over, next, under)) {
        next = middle(over, under);
        if (!between(over, next, under)) {
          return parameter; // the bracket holds no other number; Fair checks the result
        }
      }
      parameter = next;
    }
    return parameter;
  }

  private static boolean between(double one, double value, double other) {
    return (one < value && value < other) || (other < value && value < one);
  }

  /** The geometric mean if both are above 0: a bracket may span hundreds of powers of ten. */
  private static double middle(double one, double other) {
    return one > 0 && other > 0 ? Math.sqrt(one) * Math.sqrt(other) : one / 2 + other / 2;
  }

  /** A method whose probabilities depend on one parameter, all rising or all falling with it. */
  interface Family {
    double probability(double quoted, double parameter);

    /** The derivative of the probability with respect to the parameter. */
    double slope(double quoted, double parameter, double probability);
  }
}
