package io.betintel.ev.promo;

import io.betintel.ev.odds.InvalidOddsException;

/**
 * A bet on which a promotion is used, and the bets against it.
 *
 * @param price net decimal odds, above 1
 * @param probability that it wins, above 0 and below 1; NaN if unknown
 * @param hedge net decimal odds of the bets against it, above 1: those of one bet, or {@code 1 /
 *     (1/o + 1/o + ...)} of one bet on each other outcome; NaN without
 */
public record PromotedBet(double price, double probability, double hedge) {
  public PromotedBet {
    if (!(price > 1 && Double.isFinite(price))) {
      throw new InvalidOddsException("price", price, "decimal odds above 1 are needed");
    }
    if (!Double.isNaN(probability) && !(probability > 0 && probability < 1)) {
      throw new InvalidOddsException(
          "probability", probability, "a probability above 0 and below 1 is needed");
    }
    if (!Double.isNaN(hedge) && !(hedge > 1 && Double.isFinite(hedge))) {
      throw new InvalidOddsException("hedge", hedge, "decimal odds above 1 are needed");
    }
  }

  /**
   * Odds of bets on each of some outcomes that together return the same whichever of them wins; NaN
   * if they return no more than they cost.
   *
   * @param prices net decimal odds, each above 1
   */
  public static double together(double... prices) {
    double inverse = 0;
    for (double price : prices) {
      inverse += 1 / price;
    }
    return prices.length > 0 && inverse < 1 ? 1 / inverse : Double.NaN;
  }
}
