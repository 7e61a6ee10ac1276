package io.betintel.ev.audit;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Names the offers in which a market's lines and a bookmaker's quote differ, and their records. */
final class OfferSearch {
  private final AuditTargets targets;
  private final Function<AuditedLine, Optional<PricedLine>> reader;
  private final boolean linesGone;
  private final Findings findings;

  /**
   * @param reader reads a line's record again; empty if it is gone
   * @param linesGone whether the topic may have lost lines: one that it lacks says nothing then
   */
  OfferSearch(
      AuditTargets targets,
      Function<AuditedLine, Optional<PricedLine>> reader,
      boolean linesGone,
      Findings findings) {
    this.targets = targets;
    this.linesGone = linesGone;
    this.reader = reader;
    this.findings = findings;
  }

  /**
   * An offer in a line.
   *
   * @param line the line's id
   * @param place of the line's record
   */
  private record Found(String line, double price, String place) {}

  /** The bookmaker has a quote, and the lines do not offer exactly that. */
  void differs(
      MarketId id, String bookmaker, HeldQuote quote, Shape shape, PublishedMarket market) {
    if (!findings.keeps(DifferenceKind.PRICE_DIFFERS)
        && !findings.keeps(DifferenceKind.QUOTE_NOT_PUBLISHED)
        && !findings.keeps(DifferenceKind.OFFER_WITHOUT_QUOTE)) {
      findings.add(
          new Difference(
              DifferenceKind.PRICE_DIFFERS, id.text(), bookmaker + ": not looked at", ""));
      return;
    }
    String place =
        Difference.place(targets.topics().oddsEvents(), quote.partition(), quote.offset());
    Map<OfferKey, Found> offered = offered(bookmaker, market);
    Map<OfferKey, Double> quoted = quote.prices(shape);
    quoted.forEach(
        (key, price) -> {
          Found found = offered.remove(key);
          if (found == null && linesGone) {
            findings.unjudged(Unjudged.LINES_GONE);
          } else if (found == null) {
            findings.add(
                new Difference(
                    DifferenceKind.QUOTE_NOT_PUBLISHED,
                    id.text(),
                    bookmaker + " quotes " + key + " at " + price + ": no open line has the offer",
                    place));
          } else if (found.price() != price) {
            findings.add(
                new Difference(
                    DifferenceKind.PRICE_DIFFERS,
                    found.line(),
                    bookmaker
                        + " quotes "
                        + key
                        + " at "
                        + price
                        + ", the line ("
                        + found.place()
                        + ") has "
                        + found.price(),
                    place));
          }
        });
    String why = quote.suspended() ? "has suspended the market" : "no longer quotes it";
    offered.forEach(
        (key, found) ->
            findings.add(
                new Difference(
                    DifferenceKind.OFFER_WITHOUT_QUOTE,
                    found.line(),
                    bookmaker
                        + " "
                        + why
                        + ", and the line ("
                        + found.place()
                        + ") offers "
                        + key
                        + " at "
                        + found.price(),
                    place)));
  }

  /** The bookmaker has no record in the market, and lines offer something of it. */
  void unknown(MarketId id, String bookmaker, PublishedMarket market) {
    if (!findings.keeps(DifferenceKind.OFFER_WITHOUT_QUOTE)) {
      findings.add(
          new Difference(
              DifferenceKind.OFFER_WITHOUT_QUOTE, id.text(), bookmaker + ": not looked at", ""));
      return;
    }
    offered(bookmaker, market)
        .forEach(
            (key, found) ->
                findings.add(
                    new Difference(
                        DifferenceKind.OFFER_WITHOUT_QUOTE,
                        found.line(),
                        bookmaker
                            + " offers "
                            + key
                            + " at "
                            + found.price()
                            + ", and no event has the quote",
                        found.place())));
  }

  private Map<OfferKey, Found> offered(String bookmaker, PublishedMarket market) {
    Map<OfferKey, Found> offered = new HashMap<>();
    for (AuditedLine line : market.lines()) {
      reader.apply(line).ifPresent(priced -> add(priced, line, bookmaker, offered));
    }
    return offered;
  }

  private void add(
      PricedLine priced, AuditedLine line, String bookmaker, Map<OfferKey, Found> offered) {
    String place = Difference.place(targets.topics().lines(), line.partition(), line.offset());
    for (PricedLine.PricedOutcome outcome : priced.outcomes()) {
      for (Offer offer : outcome.offers()) {
        if (offer.bookmaker().key().equals(bookmaker)) {
          offered.put(
              OfferKey.of(
                  AuditedLine.shape(priced), priced.description(), outcome.name(), outcome.point()),
              new Found(line.id(), offer.price(), place));
        }
      }
    }
  }
}
