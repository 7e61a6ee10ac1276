package io.betintel.ev.promo;

/**
 * A bet with the bookmaker's money. If it wins, only the profit is paid; the stake is not returned.
 *
 * @param amount the bonus, above 0
 */
record BonusBet(double amount) implements Promotion {
  @Override
  public Returns returns(double price) {
    return new Returns(0, amount, amount * (price - 1), 0, 0);
  }
}
