package io.betintel.ev.audit;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.util.Objects;

/**
 * An outcome of a line as the stores must have it.
 *
 * @param fair its fair probability; null if it is not priced
 * @param bestBook null if no offer is the best
 * @param bestPrice null if no offer is the best
 * @param offers 64 bits of all its offers: bookmaker, price and flags
 */
record AuditedOutcome(String name, Double fair, String bestBook, Double bestPrice, long offers) {

  static AuditedOutcome of(PricedOutcome outcome) {
    long offers = 0;
    for (Offer offer : outcome.offers()) {
      long flags = 0;
      for (Label<Offer.Flag> flag : offer.flags()) {
        flags += flag(flag.label());
      }
      offers += offer(offer.bookmaker().key(), offer.price(), flags);
    }
    return new AuditedOutcome(
        outcome.name(),
        outcome.fairProbability(),
        outcome.best() == null ? null : outcome.best().bookmaker().key().intern(),
        outcome.best() == null ? null : outcome.best().price(),
        offers);
  }

  /**
   * 64 bits of an offer; those of an outcome's offers add up.
   *
   * @param flags the sum of {@link #flag} of its flags
   */
  static long offer(String bookmaker, double price, long flags) {
    return OfferKey.mix(
        OfferKey.mix(OfferKey.text(bookmaker) + Double.doubleToLongBits(price)) + flags);
  }

  static long flag(String label) {
    return OfferKey.mix(OfferKey.text(label));
  }

  /** Names the first thing that differs in a store; empty if nothing does. */
  String difference(Double otherFair, String otherBook, Double otherPrice, long otherOffers) {
    if (!Objects.equals(fair, otherFair)) {
      return "fair_probability is " + otherFair + ", the line has " + fair;
    }
    if (!Objects.equals(bestBook, otherBook) || !Objects.equals(bestPrice, otherPrice)) {
      return "the best offer is "
          + otherBook
          + " "
          + otherPrice
          + ", the line has "
          + bestBook
          + " "
          + bestPrice;
    }
    return offers == otherOffers ? "" : "bookmakers, prices or flags of its offers differ";
  }
}
