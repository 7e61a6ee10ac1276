package io.betintel.ev.promo;

/**
 * Pays more than the price: the profit times 1 + rate, so that odds become 1 + (o - 1)(1 + rate).
 *
 * @param rate above 0, such as 0.3
 * @param max the largest stake, above 0
 * @param mostExtra the most that is paid beyond the price's profit; infinite if it has no limit
 */
record ProfitBoost(double rate, double max, double mostExtra) implements Promotion {
  @Override
  public Returns returns(double price) {
    double profit = max * (price - 1);
    double extra = Math.min(profit * rate, mostExtra);
    return new Returns(max, max, profit + extra, -max, 0);
  }
}
