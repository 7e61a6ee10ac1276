package io.betintel.ev.value;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The highest prices after fees that make a bet on each of some outcomes, at two or more
 * bookmakers: one bookmaker alone offers no certain profit, and would refuse the bets.
 */
final class BestOffers {
  private static final Comparator<Offer> HIGHEST =
      Comparator.comparingDouble(Offer::netPrice)
          .thenComparing(Offer::bookmaker, Comparator.reverseOrder());

  private BestOffers() {}

  /**
   * @return one offer per outcome, in their order; empty if an outcome has none that can be
   *     combined, or all are one bookmaker's
   */
  static List<Offer> of(List<PricedOutcome> outcomes) {
    List<Offer> best = new ArrayList<>(outcomes.size());
    for (PricedOutcome outcome : outcomes) {
      Offer highest = highest(outcome, null);
      if (highest == null) {
        return List.of();
      }
      best.add(highest);
    }
    Bookmaker first = best.get(0).bookmaker();
    for (Offer offer : best) {
      if (!offer.bookmaker().equals(first)) {
        return best;
      }
    }
    return withAnother(outcomes, best, first);
  }

  /** Of all ways to take one bet elsewhere, the one that costs the least. */
  private static List<Offer> withAnother(
      List<PricedOutcome> outcomes, List<Offer> best, Bookmaker alone) {
    int moved = -1;
    Offer there = null;
    double least = Double.POSITIVE_INFINITY;
    for (int side = 0; side < best.size(); side++) {
      Offer other = highest(outcomes.get(side), alone);
      double cost = other == null ? least : 1 / other.netPrice() - 1 / best.get(side).netPrice();
      if (cost < least) {
        moved = side;
        there = other;
        least = cost;
      }
    }
    if (there == null) {
      return List.of();
    }
    best.set(moved, there);
    return best;
  }

  /** Null if there is none; {@code without} may be null. */
  private static Offer highest(PricedOutcome outcome, Bookmaker without) {
    Offer highest = null;
    for (Offer offer : outcome.offers()) {
      if (offer.combinable()
          && !offer.bookmaker().equals(without)
          && (highest == null || HIGHEST.compare(offer, highest) > 0)) {
        highest = offer;
      }
    }
    return highest;
  }
}
