package io.betintel.ev.value;

import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine.PricedOutcome;

/** Makes bets whose stakes are such that each returns the same. */
final class Legs {
  private Legs() {}

  /**
   * The bet on an offer.
   *
   * @param inverseSum L, the sum of all legs' inverse net prices
   */
  static Leg on(PricedOutcome outcome, Offer offer, double inverseSum) {
    return new Leg(
        outcome.name(),
        outcome.point(),
        offer.bookmaker(),
        offer.price(),
        offer.netPrice(),
        1 / offer.netPrice() / inverseSum);
  }
}
