package io.betintel.ev.pricing;

/** By how much the sum of a bookmaker's inverse prices exceeds 1. */
public final class Overround {
  private Overround() {}

  /** S - 1 as a fraction; negative for an underround. */
  public static double of(double[] odds) {
    return inverseSum(odds) - 1;
  }

  /** 1 - 1/S: the part of every stake that the bookmaker keeps if stakes are in proportion. */
  public static double hold(double[] odds) {
    return 1 - 1 / inverseSum(odds);
  }

  static double inverseSum(double[] odds) {
    double sum = 0;
    for (double price : odds) {
      sum += 1 / price;
    }
    return sum;
  }
}
