package io.betintel.ev.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One line and who quotes it.
 *
 * @param point the total, or the home side's handicap; null if absent
 * @param byNames {@code whole}, {@code partial} (a side is missing) or {@code contradiction} (the
 *     outcomes are not what the shape calls for)
 * @param names the sides in order
 * @param points each side's own handicap or total; null if absent
 * @param quotes by bookmaker's key
 * @param others what else can happen
 */
record PairedLine(
    String id,
    String description,
    Double point,
    String byNames,
    List<String> names,
    List<Double> points,
    SortedMap<String, Quote> quotes,
    Others others) {

  PairedLine(
      String id,
      String description,
      Double point,
      String byNames,
      List<String> names,
      List<Double> points) {
    this(id, description, point, byNames, names, points, new TreeMap<>(), new Others());
  }

  /** As {@code byNames}, unless every quote is one of something else. */
  String fit() {
    return quotes.values().stream().anyMatch(quote -> quote.fits) ? byNames : "contradiction";
  }

  /** What else can happen than the line's outcomes. */
  static final class Others {
    boolean draw;
    final SortedSet<String> quotedBy = new TreeSet<>();
  }

  /** One bookmaker's prices for the line. */
  static final class Quote {
    final OracleQuote sent;
    final SentPrice[] sides;
    boolean fits = true;
    boolean ambiguous;

    Quote(OracleQuote sent, int sides) {
      this.sent = sent;
      this.sides = new SentPrice[sides];
    }

    /** Of a side that is quoted twice the lower price is kept; of equal ones, see below. */
    void put(int side, SentPrice price) {
      SentPrice present = sides[side];
      ambiguous |= present != null && present.odds() != price.odds();
      if (present == null
          || price.odds() < present.odds()
          || (price.odds() == present.odds() && isBefore(price, present))) {
        sides[side] = price;
      }
    }

    /** Without point, link or limit before one with it, else by their order. */
    private static boolean isBefore(SentPrice one, SentPrice other) {
      return Arrays.asList(
                  compare(one.point(), other.point()),
                  compare(one.link(), other.link()),
                  compare(one.limit(), other.limit()))
              .stream()
              .filter(order -> order != 0)
              .findFirst()
              .orElse(0)
          < 0;
    }

    private static <T extends Comparable<T>> int compare(T one, T other) {
      if (one == null || other == null) {
        return Boolean.compare(one != null, other != null);
      }
      return one.compareTo(other);
    }

    boolean complete() {
      return fits && !ambiguous && Arrays.stream(sides).allMatch(Objects::nonNull);
    }

    double[] odds() {
      double[] odds = new double[sides.length];
      for (int i = 0; i < odds.length; i++) {
        odds[i] = sides[i].odds();
      }
      return odds;
    }
  }
}
