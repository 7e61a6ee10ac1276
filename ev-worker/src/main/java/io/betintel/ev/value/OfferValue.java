package io.betintel.ev.value;

import io.betintel.ev.priced.ValueClass;

/**
 * What an offer is worth against a fair probability.
 *
 * @param ev as a fraction of the stake, after the fee
 * @param kelly the full Kelly fraction of the bankroll, 0 if EV is not positive
 * @param stake the recommended fraction of the bankroll
 */
public record OfferValue(double ev, double kelly, double stake, ValueClass valueClass) {

  public static OfferValue of(double probability, double netPrice, Staking staking) {
    double ev = ExpectedValue.of(probability, netPrice);
    double kelly = ExpectedValue.kelly(probability, netPrice);
    return new OfferValue(ev, kelly, staking.stake(kelly), ValueClass.of(ev, staking.take()));
  }

  /**
   * Against a fair probability that rests on an assumed margin: a take only if it is worth
   * something in the worst case too, and a stake as far as it is.
   *
   * @param least the worst case, at most {@code probability}
   */
  public static OfferValue assumed(
      double probability, double least, double netPrice, Staking staking) {
    double ev = ExpectedValue.of(probability, netPrice);
    ValueClass usual = ValueClass.of(ev, staking.take());
    boolean loses = ExpectedValue.of(least, netPrice) <= 0;
    return new OfferValue(
        ev,
        ExpectedValue.kelly(probability, netPrice),
        staking.stake(ExpectedValue.kelly(least, netPrice)),
        loses && usual == ValueClass.TAKE ? ValueClass.MARGINAL : usual);
  }

  /**
   * Against a fair probability that may be wrong: a take, and a stake, only as far as it is worth
   * that at the least probability too.
   *
   * @param least at most {@code probability}
   */
  public static OfferValue of(double probability, double least, double netPrice, Staking staking) {
    double ev = ExpectedValue.of(probability, netPrice);
    ValueClass worst = ValueClass.of(ExpectedValue.of(least, netPrice), staking.take());
    return new OfferValue(
        ev,
        ExpectedValue.kelly(probability, netPrice),
        staking.stake(ExpectedValue.kelly(least, netPrice)),
        worst == ValueClass.TAKE || ev <= 0
            ? ValueClass.of(ev, staking.take())
            : ValueClass.MARGINAL);
  }
}
