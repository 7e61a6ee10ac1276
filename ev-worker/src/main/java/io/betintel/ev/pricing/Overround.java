package io.betintel.ev.pricing;

/** How far a bookmaker's inverse prices add up past 1. */
public final class Overround {
  private Overround() {}

  /** S - 1 as a fraction; negative for an underround. */
  public static double of(double[] odds) {
    return inverseSum(odds) - 1;
  }

  /** 1 - 1/S: the part of every stake that the bookmaker keeps if bets come in proportion. */
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
