package io.betintel.ev.promo;

/**
 * A bet whose stake comes back as bonus bets if it loses. A bonus bet is worth less than money: the
 * refund counts with the part that a bonus bet brings.
 *
 * @param share of the stake that comes back, above 0 to 1
 * @param max the largest stake, above 0
 * @param convert what a unit of bonus bet is worth, 0 to 1
 */
record SecondChance(double share, double max, double convert) implements Promotion {
  @Override
  public Returns returns(double price) {
    return new Returns(max, max, max * (price - 1), max * (share * convert - 1), 0);
  }
}
