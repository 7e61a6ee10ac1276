package io.betintel.ev.feed.footballdata;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.feed.FeedProblem.Kind;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.Score;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/** Collects one file's snapshots and problems, match by match. */
final class FootballSeason {
  private static final double GOALS = 2.5;

  private final String file;
  private final List<MarketSnapshot> snapshots = new ArrayList<>();
  private final List<FeedProblem> problems = new ArrayList<>();
  private final SortedMap<String, Score> results = new TreeMap<>();
  private long line;

  FootballSeason(String file) {
    this.file = file;
  }

  FeedFile file() {
    snapshots.sort(Comparator.comparing(MarketSnapshot::observedAt));
    return new FeedFile(file, snapshots, problems, 0, results);
  }

  void brokenOff(String where) {
    problems.add(FeedProblem.ofFile(file, where));
  }

  /**
   * @param at the row's line number, from 1
   */
  void add(CSVRecord row, long at) {
    line = at;
    if (row.stream().allMatch(String::isEmpty)) {
      return; // some files end in rows of commas
    }
    try {
      SportingEvent event =
          FootballMatch.of(
              cell(row, "Div"),
              cell(row, "Date"),
              cell(row, "Time"),
              cell(row, "HomeTeam"),
              cell(row, "AwayTeam"));
      FootballQuote.ALL.forEach(quote -> add(row, event, quote));
      addResult(row, event);
    } catch (InvalidOddsException e) {
      String match = "match " + row.getRecordNumber();
      problems.add(new FeedProblem(file, line, match, null, null, Kind.EVENT, e.getMessage()));
    }
  }

  private void add(CSVRecord row, SportingEvent event, FootballQuote quote) {
    List<String> missing =
        quote.prices().stream().filter(column -> cell(row, column).isEmpty()).toList();
    if (missing.size() == quote.prices().size()) {
      return; // not quoted
    }
    if (!missing.isEmpty()) {
      problem(
          event,
          quote,
          Kind.HALF_QUOTED,
          "no price in "
              + String.join(", ", missing)
              + ": fill it in, or blank "
              + String.join(", ", quote.prices()));
      return;
    }
    if (quote.handicap() != null && cell(row, quote.handicap()).isEmpty()) {
      problem(
          event, quote, Kind.HALF_QUOTED, "no handicap in " + quote.handicap() + ": fill it in");
      return;
    }
    try {
      Instant moment = event.commenceTime().minus(quote.moment().beforeKickOff());
      List<Outcome> outcomes = outcomes(row, event, quote);
      snapshots.add(
          new MarketSnapshot(
              event, quote.betType(), quote.bookmaker(), outcomes, moment, moment, null));
    } catch (InvalidOddsException e) {
      Kind kind = e.field().equals(quote.handicap()) ? Kind.OUTCOME : Kind.PRICE;
      problem(event, quote, kind, e.getMessage());
    }
  }

  private void addResult(CSVRecord row, SportingEvent event) {
    try {
      FootballResult.of(
              cell(row, FootballResult.HOME_GOALS),
              cell(row, FootballResult.AWAY_GOALS),
              cell(row, FootballResult.RESULT))
          .ifPresent(score -> results.put(event.id(), score));
    } catch (InvalidOddsException e) {
      problems.add(
          new FeedProblem(file, line, event.id(), null, null, Kind.RESULT, e.getMessage()));
    }
  }

  private static List<Outcome> outcomes(CSVRecord row, SportingEvent event, FootballQuote quote) {
    List<Double> prices =
        quote.prices().stream().map(column -> FootballSeason.price(row, column)).toList();
    if (quote.betType().equals(FootballQuote.H2H)) {
      return List.of(
          Outcome.of(event.homeTeam(), null, null, prices.get(0)),
          Outcome.of("Draw", null, null, prices.get(1)),
          Outcome.of(event.awayTeam(), null, null, prices.get(2)));
    }
    if (quote.betType().equals(FootballQuote.TOTALS)) {
      return List.of(
          Outcome.of("Over", null, GOALS, prices.get(0)),
          Outcome.of("Under", null, GOALS, prices.get(1)));
    }
    double handicap = number(row, quote.handicap());
    return List.of(
        Outcome.of(event.homeTeam(), null, handicap, prices.get(0)),
        Outcome.of(event.awayTeam(), null, -handicap, prices.get(1)));
  }

  private static double price(CSVRecord row, String column) {
    double price = number(row, column);
    if (!(price > 1 && price <= Outcome.HIGHEST_PRICE)) {
      throw new InvalidOddsException(
          column, cell(row, column), "decimal odds must be above 1 and at most 100000");
    }
    return price;
  }

  private static double number(CSVRecord row, String column) {
    String text = cell(row, column);
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the same refusal
    }
    throw new InvalidOddsException(column, text, "a number is needed");
  }

  /** Empty where the file has no such column or the row ends before it. */
  private static String cell(CSVRecord row, String column) {
    return row.isSet(column) ? row.get(column) : "";
  }

  private void problem(SportingEvent event, FootballQuote quote, Kind kind, String detail) {
    problems.add(
        new FeedProblem(
            file,
            line,
            event.id(),
            quote.bookmaker().key(),
            quote.betType().symbol(),
            kind,
            detail));
  }
}
