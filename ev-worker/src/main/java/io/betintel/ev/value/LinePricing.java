package io.betintel.ev.value;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.Quote;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import io.betintel.ev.priced.Settlement;
import io.betintel.ev.pricing.Consensus;
import io.betintel.ev.pricing.FairPrice;
import io.betintel.ev.pricing.ReferenceQuote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Prices one line alone. */
final class LinePricing {
  private static final Comparator<Offer> BY_KEY =
      Comparator.comparing(Offer::bookmaker, Comparator.reverseOrder());
  private static final Comparator<Offer> BY_EV =
      Comparator.comparingDouble((Offer offer) -> offer.value().ev()).thenComparing(BY_KEY);
  private static final Comparator<Offer> BY_PRICE =
      Comparator.comparingDouble(Offer::netPrice).thenComparing(BY_KEY);

  private final Line line;
  private final PricingTerms terms;
  private final BetTypeSettings settings;
  private final Consensus consensus;
  private final FeeTable fees;

  /** What other lines say of this one; null if it is on no ladder. */
  private final LineLadder ladder;

  /** Null if no reference quotes one side alone. */
  private final OneSidedLine oneSided;

  private final OtherSide side;

  /**
   * @param ladder null if the line is on no ladder
   * @param oneSided null if no reference quotes one side alone
   */
  LinePricing(
      Line line,
      Consensus consensus,
      PricingTerms terms,
      FeeTable fees,
      LineLadder ladder,
      OneSidedLine oneSided,
      OtherSide side) {
    this.side = side;
    this.line = line;
    this.consensus = consensus;
    this.terms = terms;
    this.settings = terms.settings();
    this.fees = fees;
    this.ladder = ladder;
    this.oneSided = oneSided;
  }

  /** The line without middles, which need another line. */
  PricedLine price() {
    LineFair fair = LineFair.of(consensus, ladder, oneSided);
    OfferPricing pricing =
        new OfferPricing(line, consensus, fair, ladder, oneSided, settings, fees, side);
    List<OfferPricing.Quoted> quotes = new ArrayList<>(line.quotes().size());
    for (Quote quote : line.quotes()) {
      quotes.add(pricing.of(quote));
    }
    List<PricedOutcome> outcomes = new ArrayList<>(line.outcomes().size());
    for (int side = 0; side < line.outcomes().size(); side++) {
      outcomes.add(outcome(side, fair, quotes));
    }
    Instant validUntil = validUntil(outcomes);
    boolean whole = line.shape().priced() && line.fit() == Line.Fit.WHOLE;
    return new PricedLine(
        line.id(),
        line.event(),
        terms.betType(),
        line.description(),
        line.point(),
        PricedLine.Status.OPEN,
        fair.notPriced(),
        line.marketTime(),
        validUntil,
        line.shape(),
        whole ? Settlement.of(line.shape(), line.point()) : null,
        settings.method(),
        settings.consensus(),
        terms.settingsVersion(),
        references(),
        outcomes,
        exhaustive()
            ? Arbitrages.of(outcomes, validUntil, settings.limits().suspectEv()).orElse(null)
            : null,
        List.of(),
        fair.nearness());
  }

  /** A line whose pricing threw: its outcomes alone, and nothing of it is current. */
  static PricedLine afterError(Line line, PricingTerms terms) {
    return new PricedLine(
        line.id(),
        line.event(),
        terms.betType(),
        line.description(),
        line.point(),
        PricedLine.Status.OPEN,
        NotPriced.ERROR,
        line.marketTime(),
        line.marketTime(),
        line.shape(),
        null,
        terms.settings().method(),
        terms.settings().consensus(),
        terms.settingsVersion(),
        List.of(),
        line.outcomes().stream()
            .map(
                outcome ->
                    new PricedOutcome(outcome.name(), outcome.point(), null, null, null, List.of()))
            .toList(),
        null,
        List.of(),
        null);
  }

  /** Whether bets on its outcomes may be combined. */
  boolean exhaustive() {
    return consensus.exhaustive() && !side.lays();
  }

  private PricedOutcome outcome(int side, LineFair fair, List<OfferPricing.Quoted> quotes) {
    List<Offer> offers = new ArrayList<>(quotes.size());
    for (OfferPricing.Quoted quote : quotes) {
      Offer offer = quote.offer(side);
      if (offer != null) {
        offers.add(offer);
      }
    }
    Offer best = null;
    Offer top = null;
    for (Offer offer : offers) {
      if (offer.value() != null && offer.value().valueClass() != null) {
        best = best == null || BY_EV.compare(offer, best) > 0 ? offer : best;
      }
      if (offer.usable()) {
        top = top == null || BY_PRICE.compare(offer, top) > 0 ? offer : top;
      }
    }
    return new PricedOutcome(
        line.outcomes().get(side).name(),
        line.outcomes().get(side).point(),
        fair.probability(side),
        best,
        top,
        offers);
  }

  private List<Reference> references() {
    FairPrice fair = consensus.price().orElse(null);
    if (fair == null) {
      return List.of();
    }
    List<ReferenceQuote> quotes = consensus.references();
    List<Reference> references = new ArrayList<>(quotes.size());
    for (int i = 0; i < quotes.size(); i++) {
      ReferenceQuote quote = quotes.get(i);
      references.add(
          new Reference(
              quote.bookmaker(), fair.weight(i), quote.overround(), fair.method(i), quote.age()));
    }
    return references;
  }

  /**
   * When the last offer becomes stale, or the first reference of line, ladder or margin if sooner.
   */
  private Instant validUntil(List<PricedOutcome> outcomes) {
    Instant until = Instant.EPOCH;
    for (PricedOutcome outcome : outcomes) {
      for (Offer offer : outcome.offers()) {
        until = offer.validUntil().isAfter(until) ? offer.validUntil() : until;
      }
    }
    for (ReferenceQuote quote : consensus.references()) {
      Instant stale = line.marketTime().minus(quote.age()).plus(settings.referenceAge());
      until = stale.isBefore(until) ? stale : until;
    }
    Instant ofLadder = ladder == null ? Instant.MAX : ladder.until();
    until = ofLadder.isBefore(until) ? ofLadder : until;
    Instant ofOneSide = oneSided == null ? Instant.MAX : oneSided.until();
    return ofOneSide.isBefore(until) ? ofOneSide : until;
  }
}
