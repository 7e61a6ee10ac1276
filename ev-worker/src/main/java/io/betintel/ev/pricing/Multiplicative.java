package io.betintel.ev.pricing;

/**
 * Every inverse price is scaled by the same factor: p = r / S with r = 1 / odds and S their sum.
 * The original system's method.
 */
public final class Multiplicative implements MarginMethod {
  static final String LABEL = "multiplicative";

  @Override
  public String label() {
    return LABEL;
  }

  @Override
  public double[] fairProbabilities(double[] odds) {
    double sum = Overround.inverseSum(odds);
    double[] probabilities = new double[odds.length];
    for (int i = 0; i < odds.length; i++) {
      probabilities[i] = 1 / odds[i] / sum;
    }
    return probabilities;
  }
}
