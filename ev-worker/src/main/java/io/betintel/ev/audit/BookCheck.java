package io.betintel.ev.audit;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.MarketId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares what the open lines of each market offer with the recomputed books. */
final class BookCheck {
  private final AuditTargets targets;
  private final OpenTypes types;
  private final Findings findings;
  private final OfferSearch search;
  private final long now;
  private final long horizon;

  /**
   * @param search names the offers that differ
   * @param now in milliseconds since the epoch
   * @param horizon what was quoted before may have no record any more, in milliseconds since the
   *     epoch
   */
  BookCheck(
      AuditTargets targets,
      OpenTypes types,
      Findings findings,
      OfferSearch search,
      long now,
      long horizon) {
    this.targets = targets;
    this.types = types;
    this.findings = findings;
    this.search = search;
    this.now = now;
    this.horizon = horizon;
  }

  void compare(RecomputedBooks books, Map<MarketId, PublishedMarket> published) {
    Set<MarketId> markets = new HashSet<>(published.keySet());
    books.all().forEach(book -> markets.add(new MarketId(book.eventId(), book.betType())));
    for (MarketId id : markets) {
      RecomputedBook book = books.find(id);
      PublishedMarket market = published.getOrDefault(id, new PublishedMarket());
      if (!types.isComparable(id.betType())) {
        findings.unjudged(types.isServed(id.betType()) ? Unjudged.IN_FLIGHT : Unjudged.NOT_SERVED);
      } else if (isOver(book, market)) {
        findings.unjudged(Unjudged.EVENT_OVER);
      } else if (market.isInFlight() || (book != null && book.isInFlight())) {
        findings.unjudged(Unjudged.IN_FLIGHT);
      } else if (market.isBare()) {
        findings.unjudged(Unjudged.WITHOUT_OFFERS);
      } else {
        compare(id, book == null ? RecomputedBook.empty(id) : book, market);
      }
    }
  }

  /** Workers forget markets whose event is over; those of a replay never do. */
  private boolean isOver(RecomputedBook book, PublishedMarket market) {
    if (targets.isReplay()) {
      return false;
    }
    long start = book == null ? Long.MIN_VALUE : book.latestStart();
    for (AuditedLine line : market.lines()) {
      start = Math.max(start, line.start());
    }
    return start + targets.grace().toMillis() < now;
  }

  private void compare(MarketId id, RecomputedBook book, PublishedMarket market) {
    Shape shape = types.entry(id.betType()).map(CatalogueEntry::shape).orElse(Shape.VARIOUS);
    Set<String> bookmakers = new TreeSet<>(book.quotes().keySet());
    bookmakers.addAll(market.byBookmaker().keySet());
    for (String bookmaker : bookmakers) {
      HeldQuote quote = book.quotes().get(bookmaker);
      PublishedMarket.Offered offered =
          market.byBookmaker().getOrDefault(bookmaker, PublishedMarket.Offered.NOTHING);
      if (quote == null) {
        unknown(id, bookmaker, offered, market);
      } else if (digest(quote, shape) == offered.digest()) {
        findings.judgedQuotes();
      } else if (!quote.certain()) {
        findings.unjudged(Unjudged.UNCERTAIN);
      } else if (quote.lastUpdate() <= horizon) { // a later one may have come before the first
        findings.unjudged(Unjudged.BEFORE_THE_START);
      } else {
        findings.judgedQuotes();
        search.differs(id, bookmaker, quote, shape, market);
      }
    }
  }

  private void unknown(
      MarketId id, String bookmaker, PublishedMarket.Offered offered, PublishedMarket market) {
    if (offered.digest() == 0) {
      return;
    }
    if (offered.latest() <= horizon) {
      findings.unjudged(Unjudged.BEFORE_THE_START);
    } else {
      findings.judgedQuotes();
      search.unknown(id, bookmaker, market);
    }
  }

  private static long digest(HeldQuote quote, Shape shape) {
    long digest = 0;
    for (Map.Entry<OfferKey, Double> price : quote.prices(shape).entrySet()) {
      digest += price.getKey().digest(price.getValue());
    }
    return digest;
  }
}
