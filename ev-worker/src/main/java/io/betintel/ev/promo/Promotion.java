package io.betintel.ev.promo;

/**
 * What a bookmaker adds to a bet: what the bet then brings if it wins and if it loses, beside the
 * stake. Immutable.
 */
public sealed interface Promotion permits ProfitBoost, BonusBet, SecondChance, DepositMatch {

  /**
   * The promotion's value on a bet.
   *
   * @param bet the bet on which it is used
   */
  default PromotionValue on(PromotedBet bet) {
    return PromotionValue.of(returns(bet.price()), bet);
  }

  /**
   * What the bettor puts in and gets out.
   *
   * @param price net decimal odds of the bet, above 1
   */
  Returns returns(double price);

  /**
   * Of a text such as {@code boost:0.3:max=25}, {@code bonus:max=25}, {@code
   * second:max=100:convert=0.7} or {@code match:1:max=500:rollover=5}.
   *
   * @throws io.betintel.ev.odds.InvalidOddsException names the part and what is accepted
   */
  static Promotion parse(String text) {
    return PromotionText.parse(text);
  }

  /**
   * A bet with its promotion.
   *
   * @param stake the bettor's own money on the bet; 0 for a bonus bet
   * @param staked what is bet in all, whoever's money it is: values are per unit of it
   * @param won the profit if the bet wins
   * @param lost the profit if it loses: the loss of the stake, less what comes back
   * @param fixed the profit in either case
   */
  record Returns(double stake, double staked, double won, double lost, double fixed) {}
}
