package io.betintel.ev.value;

/** The arithmetic of one bet. Probabilities 0 to 1, decimal odds above 1. */
public final class ExpectedValue {
  private ExpectedValue() {}

  /**
   * Odds after a fee on profit: 1 + (o - 1)(1 - f).
   *
   * @param fee the fraction of the profit that the bookmaker takes, 0 to below 1
   */
  public static double netPrice(double price, double fee) {
    return 1 + (price - 1) * (1 - fee);
  }

  /** The average profit of a stake of 1: p o - 1. */
  public static double of(double probability, double netPrice) {
    return probability * netPrice - 1;
  }

  /**
   * The fraction of the bankroll that maximises its expected logarithm: (b p - q) / b with b = o -
   * 1 and q = 1 - p; 0 if the EV is not positive (Kelly 1956).
   *
   * @param netPrice decimal odds after fees; 0 is returned if they can win nothing
   */
  public static double kelly(double probability, double netPrice) {
    double profit = netPrice - 1;
    if (!(profit > 0)) {
      return 0;
    }
    double fraction = (profit * probability - (1 - probability)) / profit;
    return fraction > 0 ? fraction : 0;
  }
}
