package io.betintel.ev.promo;

/**
 * A bonus for a deposit, which is paid out once bets of a multiple of it were made. Each of these
 * bets brings what the bet brings that is valued.
 *
 * @param rate the bonus per unit deposited, above 0
 * @param max the largest bonus, above 0
 * @param rollover how many times the bonus, or bonus and deposit, must be bet, 0 or more
 * @param ofBoth whether the deposit counts for the rollover too
 */
record DepositMatch(double rate, double max, double rollover, boolean ofBoth) implements Promotion {
  @Override
  public Returns returns(double price) {
    double turnover = rollover * (ofBoth ? max + max / rate : max);
    if (turnover == 0) {
      return new Returns(0, max, 0, 0, max);
    }
    return new Returns(turnover, max, turnover * (price - 1), -turnover, max);
  }
}
