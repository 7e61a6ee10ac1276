package io.betintel.ev.oracle;

/** The standard normal distribution, by its series: good to 1e-15 between -7 and 7. */
final class StandardNormal {
  private StandardNormal() {}

  /** Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + x^7/(3 5 7) + ...). */
  static double below(double x) {
    double term = x;
    double sum = x;
    for (int odd = 3; odd < 400 && Math.abs(term) > 1e-18; odd += 2) {
      term *= x * x / odd;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** The x that a share of all lies below. */
  static double quantile(double share) {
    return Bisection.rising(-7, 7, x -> below(x) - share);
  }
}
