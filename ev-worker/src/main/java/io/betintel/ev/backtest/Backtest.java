package io.betintel.ev.backtest;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.feed.ProgressBar;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Score;
import io.betintel.ev.ops.NearestName;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Replays files in event time through the stream's own book and calculator, and judges the offers
 * that these would have flagged. The same files give the same result on every JVM: markets in the
 * order of their ids, no clock, no randomness.
 */
public final class Backtest {
  private final BacktestOptions options;
  private final EvCalculator calculator;
  private final Function<BetType, Optional<Shape>> shapes;
  private final ProgressBar progress;

  /**
   * @param shapes how a bet type's outcomes pair into lines; empty if the type is unknown
   */
  public Backtest(
      BacktestOptions options,
      EvCalculator calculator,
      Function<BetType, Optional<Shape>> shapes,
      ProgressBar progress) {
    this.options = options;
    this.calculator = calculator;
    this.shapes = shapes;
    this.progress = progress;
  }

  /**
   * A file, or a part of it, that cannot be read is a problem of the result; the rest is replayed.
   *
   * @throws IllegalArgumentException if a named bookmaker is in no file, though others are
   */
  public BacktestResult run(List<Path> files) {
    Archive archive = new Archive();
    files.forEach(file -> archive.add(file, options.files()));
    Set<Bookmaker> wanted = new TreeSet<>(options.methods().get(0).bets().weights().keySet());
    wanted.add(options.closingBook());
    BookCounts books = archive.books(wanted);
    requireNamed(books);
    return new Run(archive, books).result();
  }

  private void requireNamed(BookCounts books) {
    List<String> read = books.read().keySet().stream().map(Bookmaker::key).toList();
    for (Bookmaker book : books.missing()) {
      if (options.named().contains(book) && !read.isEmpty()) {
        throw new IllegalArgumentException(
            book
                + " has no price in the files"
                + NearestName.near(book.key(), read)
                    .map(near -> ": did you mean " + near + "?")
                    .orElse("; they have prices of " + String.join(", ", read)));
      }
    }
  }

  /** One pass over all markets. */
  private final class Run {
    private final Archive archive;
    private final BookCounts books;
    private final List<Bet> bets = new ArrayList<>();
    private final SortedMap<BetType, List<EvTable>> betTables = new TreeMap<>();
    private final SortedMap<BetType, List<ForecastTable>> forecastTables = new TreeMap<>();
    private final TreeSet<String> events = new TreeSet<>();
    private int markets;
    private int closes;
    private int snapshots;
    private int applied;
    private int superseded;
    private int afterStart;
    private int unknownType;
    private final SortedMap<String, Integer> notPriced = new TreeMap<>();
    private int priced;

    Run(Archive archive, BookCounts books) {
      this.archive = archive;
      this.books = books;
      progress.start("backtest", archive.markets().size());
      archive.markets().forEach(this::replay);
      progress.finish();
    }

    private void replay(MarketId id, List<MarketSnapshot> observed) {
      progress.advance();
      snapshots += observed.size();
      Optional<Shape> shape = shapes.apply(id.betType());
      if (shape.isEmpty()) {
        unknownType += observed.size();
        return;
      }
      MarketReplay market = MarketReplay.of(id, shape.get(), observed, options.closeWithin());
      events.add(id.eventId());
      markets++;
      closes += market.close() == null ? 0 : 1;
      applied += market.applied();
      superseded += market.superseded();
      afterStart += market.afterStart();
      Score score = archive.results().get(id.eventId());
      for (int i = 0; i < options.methods().size(); i++) {
        LineJudge judge =
            new LineJudge(
                calculator, options.methods().get(i), options, market, shape.get(), score);
        EvTable table = betTables.computeIfAbsent(id.betType(), this::betTables).get(i);
        for (Bet bet : judge.bets(i == 0 ? this::count : line -> {})) {
          table.add(bet);
          bets.add(bet);
        }
        ForecastTable forecasts =
            forecastTables.computeIfAbsent(id.betType(), this::forecastTables).get(i);
        judge.closing().forEach(line -> forecasts.add(line, score));
      }
    }

    private void count(PricedLine line) {
      if (line.notPriced() == null) {
        priced++;
      } else {
        notPriced.merge(line.notPriced().label(), 1, Integer::sum);
      }
    }

    private List<EvTable> betTables(BetType type) {
      return options.methods().stream()
          .map(method -> new EvTable(type, method.method(), buckets(method.bets())))
          .toList();
    }

    private EvBuckets buckets(BetTypeSettings settings) {
      return EvBuckets.of(options.minimumEv(), settings.take(), settings.limits().suspectEv());
    }

    private List<ForecastTable> forecastTables(BetType type) {
      return options.methods().stream()
          .map(method -> new ForecastTable(type, method.method()))
          .toList();
    }

    BacktestResult result() {
      int results =
          (int) events.stream().filter(event -> archive.results().containsKey(event)).count();
      return new BacktestResult(
          options,
          archive.files(),
          new ReplayCounts(
              events.size(),
              results,
              markets,
              closes,
              snapshots,
              applied,
              superseded,
              afterStart,
              unknownType),
          books,
          new PricedCounts(priced, notPriced),
          archive.problems(),
          bets,
          betTables.values().stream()
              .flatMap(List::stream)
              .flatMap(t -> t.rows().stream())
              .toList(),
          forecastRows());
    }

    private List<ForecastRow> forecastRows() {
      List<ForecastRow> rows = new ArrayList<>();
      for (Map.Entry<BetType, List<ForecastTable>> tables : forecastTables.entrySet()) {
        ForecastTable first = tables.getValue().get(0);
        for (ForecastTable table : tables.getValue()) {
          if (!table.isEmpty()) {
            rows.add(table.row(table == first ? null : first));
          }
        }
      }
      return rows;
    }
  }
}
