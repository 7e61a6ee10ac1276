package io.betintel.ev.value;

/**
 * What a bookmaker takes of a bet, as a function of its price. Immutable.
 *
 * <p>Every form gives a net price: what comes back if the bet wins, per unit that the bet costs,
 * the fee included. So value, stakes, arbitrage and settlement need no form of their own.
 */
public sealed interface Fee permits ProfitFee, ContractFee, TieredFee, UnknownFee {
  /** Of an ordinary bookmaker: its margin is in its prices. */
  static Fee none() {
    return ProfitFee.NONE;
  }

  /**
   * Decimal odds after the fee.
   *
   * @param price decimal odds above 1 as quoted
   * @return 1 or less if the fee is as much as the bet can win
   */
  double netPrice(double price);

  /** As a setting spells it: {@link #parse} reads it again. */
  String text();

  /** Whether what is taken is known. If not, the net price is the quoted one. */
  default boolean isKnown() {
    return true;
  }

  /**
   * A fraction of what a bet wins.
   *
   * @param rate 0 to below 1
   * @throws io.betintel.ev.odds.InvalidOddsException if it is out of range
   */
  static Fee ofProfit(double rate) {
    return new ProfitFee(rate);
  }

  /**
   * Of a setting, such as {@code 0.02}, {@code 0.07*p*(1-p)}, {@code 0.07*p*(1-p) up 0.01 per 100},
   * {@code 0.02 per contract}, {@code tiers(odds; 1: 0.02; 3: 0.05)} or {@code unknown}.
   *
   * @throws io.betintel.ev.odds.InvalidOddsException names the text and what is accepted
   */
  static Fee parse(String text) {
    return FeeText.parse(text);
  }
}
