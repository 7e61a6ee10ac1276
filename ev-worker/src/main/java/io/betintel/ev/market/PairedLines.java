package io.betintel.ev.market;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One market's lines by one shape, kept as snapshots come: a snapshot is placed once, and only the
 * lines that it quotes are touched. Mutable, for one thread.
 *
 * <p>A snapshot that cannot be placed costs its bookmaker's quotes in this market, and no others.
 */
public final class PairedLines {
  private static final LinePlacing.Placed NOWHERE =
      new LinePlacing.Placed(Map.of(), LinePlacing.Placed.BY_SET);

  private final MarketId market;
  private final Shape shape;
  private final LinePlacing placing;
  private final Map<LineId, QuotedLine> lines = new FewMap<>();
  private final Map<Bookmaker, BookmakerQuotes> byBookmaker = new FewMap<>();

  /** Most bookmakers quote the same lines: they share the list. */
  private List<LineSlot> lastQuoted = List.of();

  // Null until there is something: most markets wait for the next snapshot most of the time.
  private Set<LineId> touched;
  private Map<Bookmaker, Instant> replaced;
  private Map<Bookmaker, RuntimeException> unplaced;
  private boolean setsChanged;

  PairedLines(
      MarketId market, Shape shape, SportingEvent event, Collection<MarketSnapshot> snapshots) {
    this(market, shape, new LinePlacing(market, shape, event));
    snapshots.forEach(this::put);
  }

  PairedLines(MarketId market, Shape shape, LinePlacing placing) {
    this.market = market;
    this.shape = shape;
    this.placing = placing;
  }

  /** Whether the same snapshots would be the same lines by another shape or event. */
  boolean isFor(Shape other, SportingEvent event) {
    return placing.isFor(other, event);
  }

  /** Takes the bookmaker's snapshot in place of its earlier one. */
  void put(MarketSnapshot snapshot) {
    BookmakerQuotes quotes =
        byBookmaker.computeIfAbsent(snapshot.bookmaker(), its -> new BookmakerQuotes(snapshot));
    Set<LineSlot> moved = quotes.moved(snapshot);
    if (moved == null) {
      place(quotes, snapshot);
    } else {
      move(quotes, snapshot, moved);
    }
  }

  /** Places every outcome. */
  private void place(BookmakerQuotes quotes, MarketSnapshot snapshot) {
    LinePlacing.Placed placed;
    try {
      placed = placing.place(snapshot);
    } catch (RuntimeException e) {
      unplaced = unplaced == null ? new HashMap<>() : unplaced;
      unplaced.put(snapshot.bookmaker(), e);
      placed = NOWHERE;
    }
    boolean sameLink = Objects.equals(quotes.link(), snapshot.link());
    for (Map.Entry<LineSlot, QuoteBuilder> each : placed.lines().entrySet()) {
      put(each.getKey(), each.getValue().quote(quotes, snapshot), sameLink);
    }
    List<LineSlot> lines = quotes.lines();
    if (!sameInOrder(lines, placed.lines().keySet())) {
      for (LineSlot slot : lines) {
        if (!placed.lines().containsKey(slot)) {
          remove(slot, quotes);
        }
      }
      lines = shared(placed.lines().keySet());
    }
    quotes.replace(snapshot, lines, placed.slots());
  }

  /** Only some prices are others. */
  private void move(BookmakerQuotes quotes, MarketSnapshot snapshot, Set<LineSlot> moved) {
    for (LineSlot slot : moved) {
      boolean fits = lines.get(slot.id()).of(quotes).fits();
      put(slot, quotes.sides(slot, snapshot, fits), true);
    }
    noteReplaced(quotes);
    quotes.confirm(snapshot);
  }

  private List<LineSlot> shared(Collection<LineSlot> now) {
    if (!sameInOrder(lastQuoted, now)) {
      lastQuoted = List.copyOf(now);
    }
    return lastQuoted;
  }

  private static boolean sameInOrder(List<LineSlot> one, Collection<LineSlot> other) {
    if (one.size() != other.size()) {
      return false;
    }
    int i = 0;
    for (LineSlot slot : other) {
      if (!slot.equals(one.get(i++))) {
        return false;
      }
    }
    return true;
  }

  private void touch(LineId line) {
    touched = touched == null ? new HashSet<>(4) : touched;
    touched.add(line);
  }

  /** The bookmaker has no snapshot any more. */
  void remove(Bookmaker bookmaker) {
    BookmakerQuotes before = byBookmaker.remove(bookmaker);
    if (before != null) {
      before.lines().forEach(slot -> remove(slot, before));
    }
  }

  /**
   * @param sameLink whether the bookmaker's snapshot has the link of its earlier one
   */
  private void put(LineSlot slot, QuotedSides quote, boolean sameLink) {
    QuotedLine line = lines.computeIfAbsent(slot.id(), id -> new QuotedLine(slot));
    QuotedSides before = line.of(quote.by());
    line.put(quote);
    if (before == null || !sameLink || !before.hasSameOdds(quote)) {
      touch(slot.id());
      setsChanged |= before == null || before.fits() != quote.fits();
    }
    if (before != null) {
      noteReplaced(quote.by());
    }
  }

  /** Call this before they have the later snapshot. */
  private void noteReplaced(BookmakerQuotes quotes) {
    replaced = replaced == null ? new HashMap<>(4) : replaced;
    replaced.putIfAbsent(quotes.bookmaker(), Instant.ofEpochMilli(quotes.lastUpdate()));
  }

  private void remove(LineSlot slot, BookmakerQuotes quotes) {
    QuotedLine line = lines.get(slot.id());
    line.remove(quotes);
    touch(slot.id());
    setsChanged = true;
    if (line.isEmpty()) {
      lines.remove(slot.id());
      placing.forget(slot);
    }
  }

  /** Who quotes a set of outcomes says something about the other sets of the same field. */
  private void compareSets() {
    for (QuotedLine line : lines.values()) {
      if (line.isUnder(wider(line.slot()))) {
        touch(line.slot().id());
      }
    }
  }

  private boolean isSet() {
    return switch (shape) {
      case WINNER, LAY, N_WAY -> true;
      case OVER_UNDER, SPREAD, YES_NO, OVER_ONLY, DFS, VARIOUS -> false;
    };
  }

  /** Every line that a bookmaker quotes; a view. */
  public Set<LineId> ids() {
    return Collections.unmodifiableSet(lines.keySet());
  }

  public int size() {
    return lines.size();
  }

  /** The most outcomes that a line has which the bookmaker quotes. */
  public int mostOutcomes(Bookmaker bookmaker) {
    return quotedBy(bookmaker).stream()
        .mapToInt(slot -> lines.get(slot.id()).outcomes().size())
        .max()
        .orElse(0);
  }

  /** The bookmakers whose snapshots were placed; a view. */
  public Set<Bookmaker> bookmakers() {
    return Collections.unmodifiableSet(byBookmaker.keySet());
  }

  /** The lines that the bookmaker quotes. */
  public List<LineSlot> quotedBy(Bookmaker bookmaker) {
    BookmakerQuotes quotes = byBookmaker.get(bookmaker);
    return quotes == null ? List.of() : quotes.lines();
  }

  /**
   * @return null if nobody quotes the line
   */
  public LineSlot slot(LineId id) {
    QuotedLine line = lines.get(id);
    return line == null ? null : line.slot();
  }

  /**
   * The line with every bookmaker's quote.
   *
   * @param id one of {@link #ids}
   */
  public Line line(LineId id, SportingEvent event, Instant marketTime) {
    QuotedLine line = lines.get(id);
    LineSlot slot = line.slot();
    List<OutcomeKey> outcomes = line.outcomes();
    return new Line(
        id,
        event,
        shape,
        line.fit(),
        slot.description(),
        slot.point(),
        outcomes,
        line.quotes(outcomes),
        others(slot, event),
        marketTime);
  }

  /** What was touched since the last call. */
  public Touched touched() {
    if (setsChanged && isSet()) {
      compareSets();
    }
    setsChanged = false;
    Touched now =
        new Touched(
            touched == null ? Set.of() : touched,
            replaced == null ? Map.of() : replaced,
            unplaced == null ? Map.of() : unplaced);
    touched = null;
    replaced = null;
    unplaced = null;
    return now;
  }

  private OtherResults others(LineSlot slot, SportingEvent event) {
    SortedSet<Bookmaker> wider = wider(slot);
    boolean draw =
        isSidesOfAGame(slot)
            && slot.fit() == Line.Fit.WHOLE
            && slot.outcomeSet().size() == 2
            && Draws.countIn(market.betType(), event.sportKey());
    return draw || !wider.isEmpty() ? new OtherResults(draw, wider) : OtherResults.NONE;
  }

  /** The bookmakers that quote all of the line's outcomes and more. */
  private SortedSet<Bookmaker> wider(LineSlot slot) {
    SortedSet<Bookmaker> wider = new TreeSet<>();
    if (isSet() && slot.fit() == Line.Fit.WHOLE) {
      boolean sides = isSidesOfAGame(slot);
      for (QuotedLine other : lines.values()) {
        if (isWider(other.slot(), slot, sides)) {
          other.addBookmakers(other.slot().fit() == Line.Fit.WHOLE, wider);
        }
      }
    }
    return wider;
  }

  private boolean isSidesOfAGame(LineSlot slot) {
    return shape == Shape.WINNER && !slot.outcomeSet().contains(Draws.DRAW);
  }

  /** Whether it is of the same field and has all of its outcomes and more, or the draw. */
  private static boolean isWider(LineSlot one, LineSlot narrow, boolean sides) {
    return Objects.equals(one.description(), narrow.description())
        && !one.outcomeSet().equals(narrow.outcomeSet())
        && (one.outcomeSet().containsAll(narrow.outcomeSet())
            || (sides && one.outcomeSet().contains(Draws.DRAW)));
  }

  /**
   * What happened to the lines.
   *
   * @param lines those of which a quote came, went, or changed in more than its time; some may be
   *     gone
   * @param replaced the bookmakers whose snapshots were replaced, each with the last update of the
   *     snapshot that was there first
   * @param unplaced the bookmakers whose snapshots could not be placed, and why
   */
  public record Touched(
      Set<LineId> lines,
      Map<Bookmaker, Instant> replaced,
      Map<Bookmaker, RuntimeException> unplaced) {}
}
