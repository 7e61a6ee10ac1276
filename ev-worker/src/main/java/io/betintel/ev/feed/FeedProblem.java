package io.betintel.ev.feed;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of a feed that cannot be used. It is skipped; everything beside it is used.
 *
 * @param file as it was named; null where the detail says what was asked
 * @param line of the file, from 1, where it is one of rows; null elsewhere. Of a row that spans
 *     several it is the last
 * @param event the event's id, or what is given in its place; null where the problem is not in one
 * @param bookmaker the bookmaker's key; null where the problem is not in one
 * @param market the market's key; null where the problem is not in one
 * @param detail for a person: the value and what is accepted
 * @param prices how many prices it costs: its own, and those that are left out with them
 */
public record FeedProblem(
    String file,
    Long line,
    String event,
    String bookmaker,
    String market,
    Kind kind,
    String detail,
    int prices) {

  /** A problem that costs no price, as far as is known. */
  public FeedProblem(
      String file,
      Long line,
      String event,
      String bookmaker,
      String market,
      Kind kind,
      String detail) {
    this(file, line, event, bookmaker, market, kind, detail, 0);
  }

  /** A problem whose place has no line number. */
  public FeedProblem(
      String file, String event, String bookmaker, String market, Kind kind, String detail) {
    this(file, null, event, bookmaker, market, kind, detail);
  }

  /** A file that cannot be read, or breaks off. */
  public static FeedProblem ofFile(String file, String detail) {
    return new FeedProblem(file, null, null, null, Kind.FILE, detail);
  }

  /** The same problem, which costs so many prices. */
  public FeedProblem costing(int count) {
    return new FeedProblem(file, line, event, bookmaker, market, kind, detail, count);
  }

  /** What is unusable, from the smallest part to the largest. */
  public enum Kind {
    /** An outcome with an invalid price: it is left out with its line, other lines are kept. */
    PRICE,
    /** An outcome with another unusable field: it is left out with its line. */
    OUTCOME,
    /** A usable runner of a field with an unusable one: it is left out with it. */
    LINE,
    /** A line with only one side quoted: it is skipped. */
    HALF_QUOTED,
    /** Two entries of one market that disagree about a line: at most the later one's is used. */
    CONTRADICTION,
    /** A market without a time of its quote, or with an impossible one: it is skipped. */
    LAST_UPDATE,
    /** A market with an unusable key, no outcomes or too many: it is skipped. */
    MARKET,
    /** An invalid result: the match counts as one without a result, its odds are kept. */
    RESULT,
    /** A bookmaker without a usable key: its markets are skipped. */
    BOOKMAKER,
    /** An event for which no bookmaker has a price: there is nothing to send. */
    UNQUOTED,
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
        Stream.of(line == null ? file : file + ":" + line, event, bookmaker, market)
            .filter(part -> part != null)
            .collect(Collectors.joining(" / "));
    return kind.label() + ": " + where + ": " + detail;
  }
}
