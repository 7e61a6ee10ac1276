package io.betintel.ev.value;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bets on every outcome of a line that together win whatever the result, unless it returns the
 * stakes: with L the sum of 1 / o over the best net prices o, L is below 1, the stakes are (1 / o)
 * / L, and 1 / L - 1 is won.
 *
 * @param profit what is won, as a fraction of all that is staked
 * @param suspect whether a data error is more likely than a bargain
 * @param validUntil when the first of its offers, or the line, becomes stale
 * @param legs one per outcome, in the line's order
 */
public record Arbitrage(double profit, boolean suspect, Instant validUntil, List<Leg> legs) {
  public Arbitrage {
    legs = List.copyOf(legs);
  }

  /**
   * @param outcomes all of a line's, with the offer of the best price for each
   * @param lineValidUntil after which nothing of the line may be shown as current
   * @param suspectProfit the profit above which it is suspect
   * @return empty if some outcome has no usable offer, or the best prices win nothing
   */
  static Optional<Arbitrage> of(
      List<PricedLine.PricedOutcome> outcomes, Instant lineValidUntil, double suspectProfit) {
    if (outcomes.size() < 2) {
      return Optional.empty();
    }
    double inverseSum = 0;
    for (PricedLine.PricedOutcome outcome : outcomes) {
      if (outcome.top() == null) {
        return Optional.empty();
      }
      inverseSum += 1 / outcome.top().netPrice();
    }
    double profit = 1 / inverseSum - 1;
    if (profit <= 0) {
      return Optional.empty();
    }
    List<Leg> legs = new ArrayList<>(outcomes.size());
    boolean suspect = profit > suspectProfit;
    Instant validUntil = lineValidUntil;
    for (PricedLine.PricedOutcome outcome : outcomes) {
      Offer offer = outcome.top();
      legs.add(Leg.of(outcome.name(), outcome.point(), offer, inverseSum));
      suspect |= offer.suspect();
      validUntil = offer.validUntil().isBefore(validUntil) ? offer.validUntil() : validUntil;
    }
    return Optional.of(new Arbitrage(profit, suspect, validUntil, legs));
  }
}
