package io.betintel.ev.feed;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of a feed that cannot be used. It is skipped; what stands beside it is not.
 *
 * @param file as it was named
 * @param event the event's id, or what stands in its place; null where the problem is not in one
 * @param bookmaker the bookmaker's key; null where the problem is not in one
 * @param market the market's key; null where the problem is not in one
 * @param detail for a person: the value and what is accepted
 */
public record FeedProblem(
    String file, String event, String bookmaker, String market, Kind kind, String detail) {

  /** What is unusable, from the smallest part to the largest. */
  public enum Kind {
    /** An outcome whose price is none: it is left out, the others of its market are kept. */
    PRICE,
    /** An outcome with another unusable field: it is left out, the others are kept. */
    OUTCOME,
    /** A line of which one side is quoted: it is skipped. */
    HALF_QUOTED,
    /** A market without a time of its quote, or with an impossible one: it is skipped. */
    LAST_UPDATE,
    /** A market with an unusable key, no outcomes or too many: it is skipped. */
    MARKET,
    /** A bookmaker without a usable key: its markets are skipped. */
    BOOKMAKER,
    /** An event without a usable id, sport or time: it is skipped. */
    EVENT,
    /** A file that breaks off or cannot be read: what stands before the break is kept. */
    FILE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One line: kind, where, and the detail. */
  @Override
  public String toString() {
    String where =
        Stream.of(file, event, bookmaker, market)
            .filter(part -> part != null)
            .collect(Collectors.joining(" / "));
    return kind.label() + ": " + where + ": " + detail;
  }
}
