package io.betintel.ev.value;

import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds the arbitrage of a line, at two or more bookmakers: with L the sum of 1 / o over the best
 * net prices o, there is one if L is below 1. The stakes are (1 / o) / L, and 1 / L - 1 is won.
 */
final class Arbitrages {
  private Arbitrages() {}

  /**
   * @param outcomes all of a line's: exactly one of them wins
   * @param lineValidUntil after it nothing of the line may be shown as current
   * @param suspectProfit above this profit a data error is more likely
   * @return empty if some outcome has no offer for it, all are one bookmaker's, or the best prices
   *     make no profit
   */
  static Optional<Arbitrage> of(
      List<PricedOutcome> outcomes, Instant lineValidUntil, double suspectProfit) {
    List<Offer> best = outcomes.size() < 2 ? List.of() : BestOffers.of(outcomes);
    if (best.isEmpty()) {
      return Optional.empty();
    }
    Legs legs = new Legs(outcomes, best);
    double profit = 1 / legs.inverseSum() - 1;
    if (profit <= 0) {
      return Optional.empty();
    }
    boolean suspect = profit > suspectProfit;
    Instant validUntil = lineValidUntil;
    for (Offer offer : best) {
      suspect |= offer.suspect();
      validUntil = offer.validUntil().isBefore(validUntil) ? offer.validUntil() : validUntil;
    }
    return Optional.of(
        new Arbitrage(profit, suspect, validUntil, legs.all(), legs.maxStake(), null));
  }
}
