package io.betintel.ev.market;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One line of a market and its quotes, as they come and go: a column for each of their parts, by
 * the bookmakers' keys. All quotes of a line are read whenever one of them moves, so what is read
 * of each stands side by side. Mutable, for one thread.
 */
final class QuotedLine {
  private static final byte FITS = 1;
  private static final byte AMBIGUOUS = 2;

  /** Some side has a link or a limit of its own. */
  private static final byte DETAILED = 4;

  private final LineSlot slot;

  /** Whose they are. */
  private BookmakerQuotes[] by = {};

  /** See {@link Quote#sides}; of a slot without sides, those quoted, by name. */
  private List<Outcome>[] sides = none();

  /** Of each quote as many as the slot has sides: decimal odds, NaN for one that is not quoted. */
  private double[] prices = {};

  private byte[] marks = {};

  private SortedSet<Bookmaker> wider = Collections.emptySortedSet();

  QuotedLine(LineSlot slot) {
    this.slot = slot;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
  private static List<Outcome>[] none() {
    return new List[0];
  }

  LineSlot slot() {
    return slot;
  }

  boolean isEmpty() {
    return by.length == 0;
  }

  /**
   * Notes the bookmakers that quote all of its outcomes and more.
   *
   * @return whether they are others than before
   */
  boolean isUnder(SortedSet<Bookmaker> bookmakers) {
    boolean others = !wider.equals(bookmakers);
    wider = bookmakers;
    return others;
  }

  /** Takes the bookmaker's quote in place of its earlier one. */
  void put(QuotedSides quote) {
    int place = place(quote.by());
    if (place < 0) {
      place = -place - 1;
      add(place, quote.by());
    }
    sides[place] = quote.sides();
    byte mark = 0;
    mark |= quote.fits() ? FITS : 0;
    mark |= quote.ambiguous() ? AMBIGUOUS : 0;
    int width = width();
    for (int i = 0; i < quote.sides().size(); i++) {
      Outcome side = quote.sides().get(i);
      if (i < width) {
        prices[place * width + i] = side == null ? Double.NaN : side.price();
      }
      mark |= side != null && side.hasDetails() ? DETAILED : 0;
    }
    marks[place] = mark;
  }

  private void add(int place, BookmakerQuotes quotes) {
    int count = by.length;
    int after = count - place;
    int width = width();
    by = Arrays.copyOf(by, count + 1);
    System.arraycopy(by, place, by, place + 1, after);
    by[place] = quotes;
    sides = Arrays.copyOf(sides, count + 1);
    System.arraycopy(sides, place, sides, place + 1, after);
    marks = Arrays.copyOf(marks, count + 1);
    System.arraycopy(marks, place, marks, place + 1, after);
    prices = Arrays.copyOf(prices, (count + 1) * width);
    System.arraycopy(prices, place * width, prices, (place + 1) * width, after * width);
  }

  /** The bookmaker's quote; null if it has none. */
  QuotedSides of(BookmakerQuotes quotes) {
    int place = place(quotes);
    return place < 0
        ? null
        : new QuotedSides(quotes, sides[place], is(place, FITS), is(place, AMBIGUOUS));
  }

  void remove(BookmakerQuotes quotes) {
    int place = place(quotes);
    if (place < 0) {
      return;
    }
    int left = by.length - 1;
    int after = left - place;
    int width = width();
    System.arraycopy(by, place + 1, by, place, after);
    by = Arrays.copyOf(by, left);
    System.arraycopy(sides, place + 1, sides, place, after);
    sides = Arrays.copyOf(sides, left);
    System.arraycopy(marks, place + 1, marks, place, after);
    marks = Arrays.copyOf(marks, left);
    System.arraycopy(prices, (place + 1) * width, prices, place * width, after * width);
    prices = Arrays.copyOf(prices, left * width);
  }

  /** With the slot's sides; without any, with every name that somebody quotes. */
  List<OutcomeKey> outcomes() {
    if (!slot.outcomes().isEmpty()) {
      return slot.outcomes();
    }
    SortedSet<String> names = new TreeSet<>();
    for (List<Outcome> quoted : sides) {
      quoted.forEach(side -> names.add(side.name()));
    }
    return names.stream().map(name -> new OutcomeKey(name, slot.point())).toList();
  }

  /** In the order of the outcomes. */
  List<Quote> quotes(List<OutcomeKey> outcomes) {
    double[] now = prices.clone();
    Quote[] quotes = new Quote[by.length];
    for (int i = 0; i < quotes.length; i++) {
      quotes[i] = width() == 0 ? byName(i, outcomes) : quote(i, now);
    }
    return List.of(quotes);
  }

  private Quote quote(int place, double[] now) {
    int width = width();
    BookmakerQuotes its = by[place];
    return new Quote(
        its.bookmaker(),
        its.lastUpdate(),
        its.link(),
        sides[place],
        now,
        place * width,
        width,
        is(place, FITS),
        is(place, AMBIGUOUS),
        is(place, DETAILED));
  }

  /** Of a slot without sides. */
  private Quote byName(int place, List<OutcomeKey> outcomes) {
    BookmakerQuotes its = by[place];
    return Quote.of(
        its.bookmaker(),
        Instant.ofEpochMilli(its.lastUpdate()),
        its.link(),
        inOrder(sides[place], outcomes),
        is(place, FITS),
        is(place, AMBIGUOUS));
  }

  Line.Fit fit() {
    for (int i = 0; i < by.length; i++) {
      if (is(i, FITS)) {
        return slot.fit();
      }
    }
    return Line.Fit.CONTRADICTION;
  }

  /** The bookmakers that quote it, without those whose quotes do not fit if {@code fitting}. */
  void addBookmakers(boolean fitting, SortedSet<Bookmaker> bookmakers) {
    for (int i = 0; i < by.length; i++) {
      if (!fitting || is(i, FITS)) {
        bookmakers.add(by[i].bookmaker());
      }
    }
  }

  private static List<Outcome> inOrder(List<Outcome> quoted, List<OutcomeKey> outcomes) {
    Outcome[] sides = new Outcome[outcomes.size()];
    int given = 0;
    for (int i = 0; i < sides.length && given < quoted.size(); i++) {
      if (quoted.get(given).name().equals(outcomes.get(i).name())) {
        sides[i] = quoted.get(given++);
      }
    }
    return Arrays.asList(sides);
  }

  private boolean is(int place, byte mark) {
    return (marks[place] & mark) != 0;
  }

  private int width() {
    return slot.outcomes().size();
  }

  /**
   * Where the bookmaker's quote is.
   *
   * @return as of a binary search: negative, {@code -place - 1}, if it is to be added there
   */
  @SuppressWarnings("ReferenceEquality") // a market has one object for each bookmaker
  private int place(BookmakerQuotes quotes) {
    for (int i = 0; i < by.length; i++) {
      if (by[i] == quotes) {
        return i;
      }
    }
    int place = 0;
    while (place < by.length && by[place].bookmaker().compareTo(quotes.bookmaker()) < 0) {
      place++;
    }
    return -place - 1;
  }
}
