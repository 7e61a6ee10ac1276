package io.betintel.ev.feed.footballdata;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.feed.FeedProblem.Kind;
import io.betintel.ev.feed.PriceCounts;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.Score;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** Collects one file's snapshots and problems, match by match. */
final class FootballSeason {
  private final String file;
  private final FootballLayout layout;
  private final List<FootballQuote> quotes;
  private final boolean decimalCommas;
  private final Instant now;
  private final List<MarketSnapshot> snapshots = new ArrayList<>();
  private final List<FeedProblem> problems = new ArrayList<>();
  private final SortedMap<String, Score> results = new TreeMap<>();
  private final SortedMap<String, Integer> left = new TreeMap<>();
  private int prices;
  private int unquoted;
  private long line;

  /**
   * @param decimalCommas whether numbers may be written as {@code 2,10}
   * @param now tells which matches are to come
   */
  FootballSeason(String file, FootballLayout layout, boolean decimalCommas, Instant now) {
    this.file = file;
    this.layout = layout;
    this.quotes = layout.columns().quotes();
    this.decimalCommas = decimalCommas;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
  }

  FeedFile file() {
    snapshots.sort(Comparator.comparing(MarketSnapshot::observedAt));
    List<String> notes = new ArrayList<>();
    for (String code : layout.columns().unknownCodes()) {
      String key = FootballCode.bookmaker(code).key();
      notes.add("the bookmaker of the code " + code + " is not known: it is called " + key);
    }
    return new FeedFile(
        file, snapshots, problems, unquoted, results, new PriceCounts(prices, left), notes);
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
    int quoted = count(row);
    SportingEvent event;
    try {
      event = event(row);
    } catch (InvalidOddsException e) {
      event("match " + row.getRecordNumber(), Kind.EVENT, e.getMessage(), quoted);
      return;
    }
    if (quoted == 0) {
      unquoted++;
      event(event.id(), Kind.UNQUOTED, "no bookmaker has a price", 0);
    }
    boolean ended = filled(row, List.of(layout.homeGoals(), layout.awayGoals())) > 0;
    boolean toCome = !ended && event.commenceTime().isAfter(now);
    quotes.forEach(quote -> add(row, event, quote, toCome));
    addResult(row, event);
  }

  private SportingEvent event(CSVRecord row) {
    String division =
        layout.extra()
            ? (cell(row, "Country") + " " + cell(row, "League")).strip()
            : cell(row, "Div");
    return FootballMatch.of(
        layout,
        division,
        cell(row, "Date"),
        cell(row, "Time"),
        cell(row, layout.home()),
        cell(row, layout.away()));
  }

  private void event(String event, Kind kind, String detail, int cost) {
    problems.add(new FeedProblem(file, line, event, null, null, kind, detail).costing(cost));
  }

  /** Counts the row's prices, and returns how many of them are read. */
  private int count(CSVRecord row) {
    layout
        .columns()
        .leftOut()
        .forEach(
            (reason, columns) -> {
              int filled = filled(row, columns);
              if (filled > 0) {
                prices += filled;
                left.merge(reason, filled, Integer::sum);
              }
            });
    int quoted = quotes.stream().mapToInt(quote -> filled(row, quote.prices())).sum();
    prices += quoted;
    return quoted;
  }

  private static int filled(CSVRecord row, List<String> columns) {
    return (int) columns.stream().filter(column -> !cell(row, column).isEmpty()).count();
  }

  private void add(CSVRecord row, SportingEvent event, FootballQuote quote, boolean toCome) {
    int filled = filled(row, quote.prices());
    if (filled == 0) {
      return; // not quoted
    }
    if (filled < quote.prices().size()) {
      problem(
          event,
          quote,
          Kind.HALF_QUOTED,
          "no price in "
              + quote.prices().stream()
                  .filter(column -> cell(row, column).isEmpty())
                  .collect(Collectors.joining(", "))
              + ": fill it in, or blank "
              + String.join(", ", quote.prices()),
          filled);
      return;
    }
    if (quote.handicap() != null && cell(row, quote.handicap()).isEmpty()) {
      problem(
          event,
          quote,
          Kind.HALF_QUOTED,
          "no handicap in " + quote.handicap() + ": fill it in",
          filled);
      return;
    }
    try {
      Instant moment = toCome ? now : event.commenceTime().minus(quote.moment().beforeKickOff());
      List<Outcome> outcomes = outcomes(row, event, quote);
      snapshots.add(
          new MarketSnapshot(
              event, quote.betType(), quote.bookmaker(), outcomes, moment, moment, null));
    } catch (InvalidOddsException e) {
      Kind kind = e.field().equals(quote.handicap()) ? Kind.OUTCOME : Kind.PRICE;
      problem(event, quote, kind, e.getMessage(), filled);
    }
  }

  private void addResult(CSVRecord row, SportingEvent event) {
    try {
      FootballResult.of(
              layout,
              cell(row, layout.homeGoals()),
              cell(row, layout.awayGoals()),
              cell(row, layout.result()))
          .ifPresent(score -> results.put(event.id(), score));
    } catch (InvalidOddsException e) {
      event(event.id(), Kind.RESULT, e.getMessage(), 0);
    }
  }

  private List<Outcome> outcomes(CSVRecord row, SportingEvent event, FootballQuote quote) {
    List<Double> prices = quote.prices().stream().map(column -> price(row, column)).toList();
    if (quote.betType().equals(FootballQuote.H2H)) {
      return List.of(
          Outcome.of(event.homeTeam(), null, null, prices.get(0)),
          Outcome.of("Draw", null, null, prices.get(1)),
          Outcome.of(event.awayTeam(), null, null, prices.get(2)));
    }
    if (quote.betType().equals(FootballQuote.TOTALS)) {
      return List.of(
          Outcome.of("Over", null, quote.goals(), prices.get(0)),
          Outcome.of("Under", null, quote.goals(), prices.get(1)));
    }
    double handicap = number(row, quote.handicap());
    return List.of(
        Outcome.of(event.homeTeam(), null, handicap, prices.get(0)),
        Outcome.of(event.awayTeam(), null, -handicap, prices.get(1)));
  }

  private double price(CSVRecord row, String column) {
    double price = number(row, column);
    if (!(price > 1 && price <= Outcome.HIGHEST_PRICE)) {
      throw new InvalidOddsException(
          column, cell(row, column), "decimal odds must be above 1 and at most 100000");
    }
    return price;
  }

  private double number(CSVRecord row, String column) {
    String text = cell(row, column);
    try {
      double number = Double.parseDouble(decimalCommas ? text.replace(',', '.') : text);
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

  private void problem(
      SportingEvent event, FootballQuote quote, Kind kind, String detail, int cost) {
    problems.add(
        new FeedProblem(
            file,
            line,
            event.id(),
            quote.bookmaker().key(),
            quote.betType().symbol(),
            kind,
            detail,
            cost));
  }
}
