package io.betintel.ev.value;

import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.util.ArrayList;
import java.util.List;

/** Bets whose stakes are such that each returns the same, as far as the bookmakers take them. */
final class Legs {
  private final List<PricedOutcome> outcomes;
  private final List<Offer> offers;
  private final double inverseSum;
  private final Double maxStake;

  /**
   * @param offers one for each outcome
   */
  Legs(List<PricedOutcome> outcomes, List<Offer> offers) {
    this.outcomes = outcomes;
    this.offers = offers;
    double sum = 0;
    for (Offer offer : offers) {
      sum += 1 / offer.netPrice();
    }
    this.inverseSum = sum;
    Double most = null;
    for (Offer offer : offers) {
      if (offer.betLimit() != null) {
        double all = offer.betLimit() / part(offer);
        most = most == null || all < most ? (Double) all : most;
      }
    }
    this.maxStake = most;
  }

  /** L, the sum of the inverse net prices. */
  double inverseSum() {
    return inverseSum;
  }

  /** The largest sum of the stakes that every bookmaker takes its part of; null if unknown. */
  Double maxStake() {
    return maxStake;
  }

  /** The bets, in the order of the outcomes. */
  List<Leg> all() {
    List<Leg> legs = new ArrayList<>(offers.size());
    for (int i = 0; i < offers.size(); i++) {
      Offer offer = offers.get(i);
      legs.add(
          new Leg(
              outcomes.get(i).name(),
              outcomes.get(i).point(),
              offer.bookmaker(),
              offer.price(),
              offer.netPrice(),
              part(offer),
              offer.betLimit(),
              leftOver(offer)));
    }
    return legs;
  }

  private double part(Offer offer) {
    return 1 / offer.netPrice() / inverseSum;
  }

  /** Of the limit; the smallest side has nothing left, whatever its last bit says. */
  private Double leftOver(Offer offer) {
    if (offer.betLimit() == null) {
      return null;
    }
    double all = offer.betLimit() / part(offer);
    return all <= maxStake ? 0.0 : offer.betLimit() - part(offer) * maxStake;
  }
}
