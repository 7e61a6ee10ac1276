package io.betintel.ev.stream;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.LineSlot;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.market.PairedLines;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.MarketPricing;
import io.betintel.ev.value.MarketPricing.Changes;
import io.betintel.ev.value.PricingBasis;
import io.betintel.ev.value.PricingFailures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A market's book, and which of its lines are published. Mutable, confined to the task's thread.
 *
 * <p>Content decides what is published, not time: a line is priced and published again when
 * something that a reader can act on changed. Lines that nothing happened to are not even priced;
 * those that something happened to are compared with what was published, by a fingerprint.
 */
final class OpenMarket {
  private final MarketBook book;
  private final PricingBasis basis;
  private final MarketPricing pricing;
  private final LineEncoder encoder;
  private final PricingFailures failures;
  private final Map<LineId, Published> published = new HashMap<>(2); // as many lines as most have

  /** The published lines that have middles; null until there is one. */
  private Set<LineId> joined;

  /** What all of {@link #published} was priced under; null if that is unknown. */
  private PricedUnder under;

  private PairedLines lines;
  private SportingEvent event;
  private Instant time = Instant.EPOCH;

  /**
   * @param failures receives what went wrong with one line
   */
  OpenMarket(
      MarketBook book, EvCalculator calculator, LineEncoder encoder, PricingFailures failures) {
    this.failures = failures;
    this.book = book;
    this.basis = calculator.basis();
    this.pricing = calculator.market();
    this.encoder = encoder;
  }

  MarketBook book() {
    return book;
  }

  /**
   * Call this for a market that was published elsewhere, under an earlier catalogue. Every line
   * that the shapes pair may then be in the topic, with contents that are unknown here.
   */
  void mayStand(Set<Shape> shapes) {
    for (Shape shape : shapes) {
      PairedLines paired = book.paired(shape);
      paired.ids().forEach(id -> published.put(id, Published.unknown(paired.slot(id))));
    }
  }

  /**
   * Call this for a market whose lines are in the topic as the entry has them: only what changes
   * from now on is published.
   */
  void stands(CatalogueEntry betType) {
    under = PricedUnder.of(betType, basis);
    if (book.isEmpty()) {
      return;
    }
    lines = book.paired(betType.shape());
    lines.touched();
    event = book.event();
    time = book.time();
    ValiditySteps steps = new ValiditySteps(event.commenceTime(), betType.settings());
    pricing
        .price(Changes.of(lines.ids()), new Lines(), betType.terms(), failures)
        .values()
        .forEach(line -> note(line, steps));
  }

  /** Whether this task has published every line under the entry. */
  boolean isPublishedUnder(CatalogueEntry betType) {
    return PricedUnder.of(betType, basis).equals(under);
  }

  /** Withdraws every line, by line id: the market is one of another bet type from now on. */
  List<Publication> withdrawAll(CatalogueEntry betType) {
    List<Publication> withdrawn = new ArrayList<>();
    for (LineId id : new TreeSet<>(published.keySet())) {
      PricedLine line =
          MarketPricing.withdrawn(
              published.remove(id).slot(), book.event(), betType.terms(), book.time());
      withdrawn.add(Publication.of(line, encoder::encode));
    }
    joined = null;
    return withdrawn;
  }

  /** The lines that are published as open. */
  Set<LineId> openLines() {
    return Collections.unmodifiableSet(published.keySet());
  }

  /**
   * Prices the book's lines.
   *
   * @return the withdrawn lines, then the others whose content differs from what was returned last,
   *     each by line id. It returns all lines if the bet type was enabled or its settings changed
   *     since the last call, and at the first call: after an absence the stores need the unchanged
   *     lines too
   */
  List<Publication> changes(CatalogueEntry betType) {
    boolean again = !isPublishedUnder(betType);
    under = PricedUnder.of(betType, basis);
    if (book.isEmpty()) {
      return List.of();
    }
    Instant now = book.time();
    SportingEvent current = book.event();
    PairedLines paired = book.paired(betType.shape());
    PairedLines.Touched touched = paired.touched();
    touched.unplaced().forEach((bookmaker, e) -> failures.unplaced(book.market(), bookmaker, e));
    boolean otherLines = paired != lines || !current.equals(event);
    ValiditySteps steps = new ValiditySteps(current.commenceTime(), betType.settings());
    Collection<LineId> ids =
        again || otherLines ? everyLine(paired) : touchedLines(paired, touched, steps, now);
    lines = paired;
    event = current;
    time = now;
    return publications(ids, again, touched, steps, betType);
  }

  private Collection<LineId> everyLine(PairedLines paired) {
    Set<LineId> all = new TreeSet<>(paired.ids());
    all.addAll(published.keySet());
    return all;
  }

  private Collection<LineId> touchedLines(
      PairedLines paired, PairedLines.Touched touched, ValiditySteps steps, Instant now) {
    Set<LineId> ids = new TreeSet<>(touched.lines());
    for (Bookmaker bookmaker : paired.bookmakers()) {
      Instant quotedNow = book.lastUpdate(bookmaker);
      Instant replaced = touched.replaced().get(bookmaker);
      Instant quoted = replaced == null ? quotedNow : replaced;
      if (steps.turns(bookmaker, quoted, time, quotedNow, now)) {
        paired.quotedBy(bookmaker).forEach(slot -> ids.add(slot.id()));
      } else if (replaced != null) {
        for (LineSlot slot : paired.quotedBy(bookmaker)) {
          if (steps.steps(slot.id(), bookmaker, quoted, quotedNow)) {
            ids.add(slot.id());
          }
        }
      }
    }
    return ids;
  }

  private List<Publication> publications(
      Collection<LineId> ids,
      boolean again,
      PairedLines.Touched touched,
      ValiditySteps steps,
      CatalogueEntry betType) {
    List<Publication> publications = new ArrayList<>();
    List<LineId> changed = new ArrayList<>(ids.size());
    List<LineId> gone = new ArrayList<>(0);
    for (LineId id : ids) {
      if (lines.slot(id) != null) {
        changed.add(id);
      } else if (published.containsKey(id)) {
        gone.add(id);
        join(id, false);
        PricedLine withdrawn =
            MarketPricing.withdrawn(published.remove(id).slot(), event, betType.terms(), time);
        publications.add(Publication.of(withdrawn, encoder::encode));
      }
    }
    pricing
        .price(
            new Changes(
                changed, gone, confirmed(touched), joined == null ? Set.of() : Set.copyOf(joined)),
            new Lines(),
            betType.terms(),
            failures)
        .values()
        .forEach(
            line -> {
              Noted noted = note(line, steps);
              if (noted.isNews() || again) {
                publications.add(Publication.of(noted.line(), encoder::encode));
              }
            });
    return publications;
  }

  /** Only a line with a middle has to know which other lines were confirmed. */
  private Collection<LineId> confirmed(PairedLines.Touched touched) {
    Set<LineId> confirmed = new TreeSet<>();
    if (joined != null) {
      for (Bookmaker bookmaker : touched.replaced().keySet()) {
        lines.quotedBy(bookmaker).forEach(slot -> confirmed.add(slot.id()));
      }
    }
    return confirmed;
  }

  /** Notes the line as published, or what is published in place of one that cannot be written. */
  private Noted note(PricedLine line, ValiditySteps steps) {
    PricedLine written = line;
    long fingerprint;
    try {
      fingerprint = encoder.fingerprint(line, steps);
    } catch (RuntimeException e) {
      failures.failed(line.id(), e);
      written = line.afterError();
      fingerprint = encoder.fingerprint(written, steps);
    }
    join(line.id(), !written.middles().isEmpty());
    Published now = new Published(lines.slot(line.id()), true, fingerprint);
    return new Noted(written, !now.equals(published.put(line.id(), now)));
  }

  private void join(LineId id, boolean joins) {
    if (joins) {
      joined = joined == null ? new HashSet<>() : joined;
      joined.add(id);
    } else if (joined != null) {
      joined.remove(id);
      joined = joined.isEmpty() ? null : joined;
    }
  }

  /** The market's lines as they are now. */
  private final class Lines implements MarketPricing.LineSource {
    @Override
    public Line line(LineId id) {
      return lines.line(id, event, time);
    }

    @Override
    public Line withoutQuotes(LineId id) {
      return lines.slot(id).withoutQuotes(event, time);
    }
  }

  /**
   * A line that was noted as published.
   *
   * @param isNews whether a reader can tell it from the one before
   */
  private record Noted(PricedLine line, boolean isNews) {}

  /**
   * A line as it was last published.
   *
   * @param known whether the fingerprint is
   * @param fingerprint of its content
   */
  private record Published(LineSlot slot, boolean known, long fingerprint) {
    static Published unknown(LineSlot slot) {
      return new Published(slot, false, 0);
    }
  }
}
