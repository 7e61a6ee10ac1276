package io.betintel.benchmarks;

import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.market.PairedLines;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.value.MarketPricing;
import io.betintel.ev.value.MarketPricing.Changes;
import io.betintel.ev.value.PricingFailures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The lines of one market alone, as the stream would give them to pricing. */
final class BookLines implements MarketPricing.LineSource {
  private final MarketBook book;
  private final PricingTerms terms;
  private final SportingEvent event;

  BookLines(MarketBook book, PricingTerms terms, SportingEvent event) {
    this.book = book;
    this.terms = terms;
    this.event = event;
  }

  Object price(MarketPricing pricing, Iterable<LineId> touched) {
    List<LineId> changed = new ArrayList<>();
    touched.forEach(changed::add);
    return pricing.price(Changes.of(changed), this, PricingFailures.THROWN);
  }

  @Override
  public Collection<LineId> ids() {
    return paired().ids();
  }

  @Override
  public Line line(LineId id) {
    return paired().line(id, event, book.time());
  }

  @Override
  public Line withoutQuotes(LineId id) {
    return paired().slot(id).withoutQuotes(event, book.time());
  }

  @Override
  public boolean hasSides() {
    return false;
  }

  @Override
  public Line otherSide(LineId id) {
    return null;
  }

  @Override
  public PricingTerms terms(LineId id) {
    return terms;
  }

  @Override
  public Instant time() {
    return book.time();
  }

  @Override
  public Instant time(LineId id) {
    return book.time();
  }

  @Override
  public Set<Bookmaker> exchanges() {
    return Set.of();
  }

  @Override
  public boolean steps(LineId id, Instant before, Instant now) {
    return true;
  }

  private PairedLines paired() {
    return book.paired(terms.shape());
  }
}
