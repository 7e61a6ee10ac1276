package io.betintel.ev.oracle;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/** The newest snapshot of each bookmaker in one market, in whatever order they were sent. */
final class SentMarket {
  /**
   * The later quote; of one instant a suspension, then the greater content; of equal content the
   * one seen first.
   */
  private static final Comparator<OracleQuote> AGE =
      Comparator.comparingLong(OracleQuote::quotedAt)
          .thenComparing(quote -> quote.prices().isEmpty())
          .thenComparing(
              (one, other) ->
                  Arrays.compareUnsigned(CanonicalContent.of(one), CanonicalContent.of(other)))
          .thenComparing(OracleQuote::seenAt, Comparator.reverseOrder());

  private final SortedMap<String, OracleQuote> newest = new TreeMap<>();

  void add(OracleQuote quote) {
    newest.merge(quote.book(), quote, (one, other) -> AGE.compare(one, other) >= 0 ? one : other);
  }

  /** By bookmaker's key. */
  Collection<OracleQuote> quotes() {
    return newest.values();
  }

  /** When the newest of them was seen. */
  long time() {
    return newest.values().stream().mapToLong(OracleQuote::seenAt).max().orElseThrow();
  }

  /**
   * Whose event, teams and start the whole market takes: the latest, of equals the first by key.
   */
  OracleQuote latest() {
    return newest.values().stream()
        .max(
            Comparator.comparingLong(OracleQuote::quotedAt)
                .thenComparing(OracleQuote::book, Comparator.reverseOrder()))
        .orElseThrow();
  }
}
