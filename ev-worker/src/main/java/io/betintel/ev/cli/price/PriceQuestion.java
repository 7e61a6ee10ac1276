package io.betintel.ev.cli.price;

import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.value.Fee;
import io.betintel.ev.value.Staking;
import java.util.List;

/**
 * A question: the odds of one line.
 *
 * @param odds decimal odds of all the mutually exclusive outcomes at one bookmaker, each above 1
 * @param offers decimal odds to value, one for each outcome in the same order; empty without offers
 * @param fee what the bookmaker of the offers takes
 * @param lays whether the offers are prices to lay
 * @param promo a promotion on the offers; null for none
 */
record PriceQuestion(
    PriceMethods methods,
    List<Double> odds,
    List<Double> offers,
    Fee fee,
    boolean lays,
    Staking staking,
    PromoQuestion promo) {

  /**
   * @throws InvalidOddsException if there are fewer than two outcomes, invalid odds, another number
   *     of offers than outcomes, or an unknown fee
   */
  PriceQuestion {
    odds = List.copyOf(odds);
    offers = List.copyOf(offers);
    if (odds.size() < 2) {
      throw new InvalidOddsException(
          "odds", odds, "the odds of all outcomes of the line are needed, at least two");
    }
    requireOdds("odds", odds);
    requireOdds("offers", offers);
    if (!offers.isEmpty() && offers.size() != odds.size()) {
      throw new InvalidOddsException(
          "offers", offers, "one for each of the " + odds.size() + " outcomes is needed");
    }
    if (promo != null && (offers.isEmpty() || lays)) {
      throw new InvalidOddsException(
          "promo", promo.text(), "a promotion is on offers to back: add them");
    }
    if (promo != null && promo.hedges().size() != odds.size()) {
      throw new InvalidOddsException(
          "hedges", promo.hedges(), "one for each of the " + odds.size() + " outcomes is needed");
    }
    if (promo != null) {
      requireOdds("hedges", promo.hedges());
    }
    if (!fee.isKnown()) {
      throw new InvalidOddsException("fee", fee.text(), "an offer's value needs a known fee");
    }
  }

  private static void requireOdds(String field, List<Double> odds) {
    for (int i = 0; i < odds.size(); i++) {
      double price = odds.get(i);
      if (!(price > 1 && Double.isFinite(price))) {
        throw new InvalidOddsException(
            field + "[" + i + "]", price, "decimal odds must be above 1 and finite");
      }
    }
  }
}
