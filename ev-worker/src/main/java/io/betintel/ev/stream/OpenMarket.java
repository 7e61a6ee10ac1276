package io.betintel.ev.stream;

import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.market.FewMap;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.LineSlot;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.market.PairedLines;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.MarketPricing;
import io.betintel.ev.value.MarketPricing.Changes;
import io.betintel.ev.value.PricingFailures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * A market's book, and which of its lines are published. Mutable, confined to the task's thread.
 *
 * <p>Content decides what is published, not time: a line is priced and published again when
 * something that a reader can act on changed. Lines that nothing happened to are not even priced;
 * those that something happened to are compared with what was published, by a fingerprint.
 */
final class OpenMarket {
  private final MarketBook book;
  private final MarketFamily family;
  private final Function<CatalogueEntry, PricedUnder> basis;
  private final LineEncoder encoder;
  private final PricingFailures failures;
  private final Map<LineId, Published> published = new FewMap<>();

  /** The published lines that have bets with other lines; null until there is one. */
  private Set<LineId> joined;

  /** What all of {@link #published} was priced under; null if that is unknown. */
  private PricedUnder under;

  /** As of the last call. */
  private CatalogueEntry entry;

  private ValiditySteps steps;
  private PairedLines lines;
  private SportingEvent event;
  private Instant time = Instant.EPOCH;

  /** None of the quotes that {@link #timed} bookmakers had at {@link #time} turns stale before. */
  private Instant turn = Instant.MIN;

  private int timed;

  /**
   * @param family priced with it; the market joins it
   * @param basis what lines of an entry are published under
   * @param entry of the market's bet type
   * @param failures receives what went wrong with one line
   */
  OpenMarket(
      MarketBook book,
      MarketFamily family,
      Function<CatalogueEntry, PricedUnder> basis,
      CatalogueEntry entry,
      LineEncoder encoder,
      PricingFailures failures) {
    this.failures = failures;
    this.book = book;
    this.family = family;
    this.basis = basis;
    this.entry = entry;
    this.encoder = encoder;
    family.add(this);
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
   * Call this for a market whose lines are in the topic as its entry has them: only what changes
   * from now on is published. Call {@link #begin} then, once for all markets of the family.
   */
  void stands() {
    under = basis.apply(entry);
  }

  /**
   * Prices what the family's markets have, and notes what stands. Without it, the first change of
   * one market would miss what the others say.
   */
  static void begin(MarketFamily family) {
    List<LineId> all = new ArrayList<>();
    for (OpenMarket market : family.members()) {
      if (!market.book.isEmpty() && (market.under != null || family.members().size() > 1)) {
        market.lines = market.book.paired(market.entry.shape());
        market.lines.touched();
        market.now();
        all.addAll(market.lines.ids());
      }
    }
    for (PricedLine line : family.price(Changes.of(all)).values()) {
      OpenMarket owner = family.of(line.betType());
      if (owner.under != null) {
        owner.note(line, true);
      }
    }
  }

  private void now() {
    event = book.event();
    time = book.time();
    steps = new ValiditySteps(event.commenceTime(), entry.settings());
  }

  /** Whether this task has published every line under the entry. */
  boolean isPublishedUnder(CatalogueEntry betType) {
    return basis.apply(betType).equals(under);
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
    under = basis.apply(betType);
    entry = betType;
    if (book.isEmpty()) {
      return List.of();
    }
    Instant now = book.time();
    SportingEvent current = book.event();
    PairedLines paired = book.paired(betType.shape());
    PairedLines.Touched touched = paired.touched();
    touched.unplaced().forEach((bookmaker, e) -> failures.unplaced(book.market(), bookmaker, e));
    boolean otherLines = paired != lines || !current.equals(event);
    turn = again || otherLines ? Instant.MIN : turn;
    steps = new ValiditySteps(current.commenceTime(), betType.settings());
    Collection<LineId> ids =
        again || otherLines ? everyLine(paired) : touchedLines(paired, touched, now);
    lines = paired;
    event = current;
    time = now;
    return publications(ids, again, touched);
  }

  /**
   * Prices again what some bookmakers quote: something else about them is known now.
   *
   * @param publish whether it is published even if it says the same, because what was published is
   *     unknown
   */
  List<Publication> again(Set<Bookmaker> bookmakers, boolean publish) {
    if (under == null || lines == null) {
      return List.of(); // every line is published anyway
    }
    Set<LineId> ids = new TreeSet<>();
    bookmakers.forEach(its -> lines.quotedBy(its).forEach(slot -> ids.add(slot.id())));
    PairedLines.Touched nothing = new PairedLines.Touched(Set.of(), Map.of(), Map.of());
    return ids.isEmpty() ? List.of() : publications(ids, publish, nothing);
  }

  private Collection<LineId> everyLine(PairedLines paired) {
    Set<LineId> all = new TreeSet<>(paired.ids());
    all.addAll(published.keySet());
    return all;
  }

  private Collection<LineId> touchedLines(
      PairedLines paired, PairedLines.Touched touched, Instant now) {
    Set<LineId> ids = new TreeSet<>(touched.lines());
    // Until a quote turns stale, only those that were replaced can be news by their time.
    Collection<Bookmaker> moved = touched.replaced().keySet();
    if (now.isAfter(turn) || now.isBefore(time) || timed != paired.bookmakers().size()) {
      moved = paired.bookmakers();
      timed = moved.size();
      turn = Instant.MAX;
    }
    for (Bookmaker bookmaker : moved) {
      Instant quotedNow = book.lastUpdate(bookmaker);
      Instant replaced = touched.replaced().get(bookmaker);
      Instant quoted = replaced == null ? quotedNow : replaced;
      Instant turns = steps.turn(bookmaker, quotedNow, now);
      turn = turns.isBefore(turn) ? turns : turn;
      if (steps.turns(bookmaker, quoted, time, quotedNow, now)) {
        paired.quotedBy(bookmaker).forEach(slot -> ids.add(slot.id()));
      } else if (replaced != null) {
        IntPredicate stepped = steps.steps(bookmaker, quoted, quotedNow);
        for (LineSlot slot : paired.quotedBy(bookmaker)) {
          if (stepped.test(slot.hash())) {
            ids.add(slot.id());
          }
        }
      }
    }
    return ids;
  }

  @SuppressWarnings("ReferenceEquality") // a market of the family, or another one
  private List<Publication> publications(
      Collection<LineId> ids, boolean again, PairedLines.Touched touched) {
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
            MarketPricing.withdrawn(published.remove(id).slot(), event, terms(), time);
        publications.add(Publication.of(withdrawn, encoder::encode));
      }
    }
    Collection<LineId> joins = family.joined();
    Changes changes =
        new Changes(
            changed,
            gone,
            confirmed(touched, joins),
            joins.isEmpty() ? Set.of() : Set.copyOf(joins));
    for (PricedLine line : family.price(changes).values()) {
      OpenMarket owner = family.of(line.betType());
      Noted noted = owner.note(line, again && owner == this);
      if (noted.isNews()) {
        publications.add(Publication.of(noted.line(), encoder::encode));
      }
    }
    return publications;
  }

  /** Only who has bets with other lines, or a price by them, has to know which were confirmed. */
  private Collection<LineId> confirmed(PairedLines.Touched touched, Collection<LineId> joins) {
    if (joins.isEmpty() && !family.leans()) {
      return Set.of();
    }
    Set<LineId> confirmed = new TreeSet<>();
    for (Bookmaker bookmaker : touched.replaced().keySet()) {
      lines.quotedBy(bookmaker).forEach(slot -> confirmed.add(slot.id()));
    }
    return confirmed;
  }

  /**
   * Notes the line as published, or what is published in place of one that cannot be written.
   *
   * @param again whether it is published whatever it says
   */
  private Noted note(PricedLine line, boolean again) {
    PricedLine written = line;
    long fingerprint;
    try {
      fingerprint = encoder.fingerprint(line, steps);
    } catch (RuntimeException e) {
      failures.failed(line.id(), e);
      written = line.afterError();
      fingerprint = encoder.fingerprint(written, steps);
    }
    boolean joins =
        !written.middles().isEmpty()
            || (written.arbitrage() != null && written.arbitrage().other() != null);
    join(line.id(), joins);
    Published now = new Published(lines.slot(line.id()), true, fingerprint, written.validUntil());
    Published before = published.put(line.id(), now);
    boolean news =
        again || !now.saysAs(before) || written.validUntil().isBefore(before.validUntil());
    if (!news) {
      published.put(line.id(), before);
    }
    return new Noted(written, news);
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

  BetType betType() {
    return entry.betType();
  }

  MarketFamily family() {
    return family;
  }

  PricingTerms terms() {
    return entry.terms();
  }

  Instant time() {
    return time;
  }

  ValiditySteps steps() {
    return steps;
  }

  /** Whether somebody quotes the line, as far as it was priced. */
  boolean quotes(LineId id) {
    return lines != null && lines.slot(id) != null;
  }

  /** Every line that somebody quotes, as far as it was priced. */
  Collection<LineId> ids() {
    return lines == null ? Set.of() : lines.ids();
  }

  Line line(LineId id) {
    return lines.line(id, event, time);
  }

  Line withoutQuotes(LineId id) {
    return lines.slot(id).withoutQuotes(event, time);
  }

  /** The published lines that have bets with other lines. */
  Collection<LineId> joined() {
    return joined == null ? Set.of() : joined;
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
   * @param validUntil as readers have it: a later one is news by the step, an earlier one at once.
   *     That of a price that rests on other lines goes back when an older quote joins those
   */
  private record Published(LineSlot slot, boolean known, long fingerprint, Instant validUntil) {
    static Published unknown(LineSlot slot) {
      return new Published(slot, false, 0, Instant.MAX);
    }

    /** Whether a reader cannot tell them apart, but for validity. */
    boolean saysAs(Published before) {
      return before != null
          && before.known
          && fingerprint == before.fingerprint
          && slot.equals(before.slot);
    }
  }
}
