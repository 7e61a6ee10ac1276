package io.betintel.ev.market;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** One line of a market and its quotes, as they come and go. Mutable, for one thread. */
final class QuotedLine {
  private final LineSlot slot;

  /** By bookmaker's key. */
  private final List<QuotedSides> quotes = new ArrayList<>(2);

  private SortedSet<Bookmaker> wider = Collections.emptySortedSet();

  QuotedLine(LineSlot slot) {
    this.slot = slot;
  }

  LineSlot slot() {
    return slot;
  }

  boolean isEmpty() {
    return quotes.isEmpty();
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

  /**
   * Takes the bookmaker's quote in place of its earlier one, which it returns; null if none.
   *
   * @param place of the bookmaker
   */
  QuotedSides put(int place, QuotedSides quote) {
    if (place < 0) {
      quotes.add(-place - 1, quote);
      return null;
    }
    return quotes.set(place, quote);
  }

  /** The bookmaker's quote; null if it has none. */
  QuotedSides of(Bookmaker bookmaker) {
    int place = place(bookmaker);
    return place < 0 ? null : quotes.get(place);
  }

  void remove(Bookmaker bookmaker) {
    int place = place(bookmaker);
    if (place >= 0) {
      quotes.remove(place);
    }
  }

  /** With the slot's sides; without any, with every name that somebody quotes. */
  List<OutcomeKey> outcomes() {
    if (!slot.outcomes().isEmpty()) {
      return slot.outcomes();
    }
    SortedSet<String> names = new TreeSet<>();
    quotes.forEach(quote -> quote.sides().forEach(side -> names.add(side.name())));
    return names.stream().map(name -> new OutcomeKey(name, slot.point())).toList();
  }

  /** In the order of the outcomes. */
  List<Quote> quotes(List<OutcomeKey> outcomes) {
    Quote[] all = new Quote[quotes.size()];
    for (int i = 0; i < all.length; i++) {
      QuotedSides quote = quotes.get(i);
      all[i] = slot.outcomes().isEmpty() ? inOrder(quote, outcomes) : quote.quote();
    }
    return List.of(all);
  }

  Line.Fit fit() {
    for (QuotedSides quote : quotes) {
      if (quote.fits()) {
        return slot.fit();
      }
    }
    return Line.Fit.CONTRADICTION;
  }

  /** The bookmakers that quote it, without those whose quotes do not fit if {@code fitting}. */
  void addBookmakers(boolean fitting, SortedSet<Bookmaker> bookmakers) {
    for (QuotedSides quote : quotes) {
      if (!fitting || quote.fits()) {
        bookmakers.add(quote.bookmaker());
      }
    }
  }

  private static Quote inOrder(QuotedSides quote, List<OutcomeKey> outcomes) {
    Outcome[] sides = new Outcome[outcomes.size()];
    int given = 0;
    for (int i = 0; i < sides.length && given < quote.sides().size(); i++) {
      if (quote.sides().get(given).name().equals(outcomes.get(i).name())) {
        sides[i] = quote.sides().get(given++);
      }
    }
    return new Quote(quote.by().latest(), Arrays.asList(sides), quote.fits(), quote.ambiguous());
  }

  /**
   * Where the bookmaker's quote is.
   *
   * @param guess where it may be: a snapshot's quotes are mostly at one place in all of its lines
   * @return as of a binary search: negative, {@code -place - 1}, if it is to be added there
   */
  int place(Bookmaker bookmaker, int guess) {
    return guess < quotes.size() && quotes.get(guess).bookmaker().equals(bookmaker)
        ? guess
        : place(bookmaker);
  }

  private int place(Bookmaker bookmaker) {
    return Places.of(quotes, QuotedSides::bookmaker, bookmaker);
  }
}
