package io.betintel.ev.cli.price;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LayMarket;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The lines of feed files, priced as the worker prices them: markets of one event that share a
 * ladder together, each bet type by its default settings and its shipped ladder.
 */
final class PricedFiles {
  private final Function<BetType, Optional<Shape>> shapes;
  private final BetTypeSettings given;
  private final EvCalculator calculator;
  private final List<String> problems = new ArrayList<>();
  private final SortedMap<String, SortedMap<BetType, MarketBook>> events = new TreeMap<>();

  /**
   * @param shapes how a bet type's outcomes pair into lines; empty if the type is unknown
   * @param given what holds for every bet type; its ladder models go over the shipped ones
   */
  PricedFiles(
      Function<BetType, Optional<Shape>> shapes, BetTypeSettings given, EvCalculator calculator) {
    this.shapes = shapes;
    this.given = given;
    this.calculator = calculator;
  }

  /** Reads a file; what cannot be read is a problem, and the rest is used. */
  void add(Path path, Function<Path, FeedFile> reader) {
    try {
      FeedFile file = reader.apply(path);
      file.problems().forEach(problem -> problems.add(problem.toString()));
      for (MarketSnapshot snapshot : file.snapshots()) {
        events
            .computeIfAbsent(snapshot.event().id(), id -> new TreeMap<>())
            .computeIfAbsent(snapshot.betType(), type -> new MarketBook(snapshot.marketId()))
            .apply(snapshot);
      }
    } catch (FeedFileException e) {
      problems.add(FeedProblem.ofFile(path.toString(), e.getMessage()).toString());
    }
  }

  /** Of each event, its lines; then see {@link #problems}. */
  List<List<PricedLine>> price() {
    List<List<PricedLine>> priced = new ArrayList<>();
    for (SortedMap<BetType, MarketBook> event : events.values()) {
      SortedMap<String, Map<BetType, EvCalculator.Market>> families = new TreeMap<>();
      Set<Bookmaker> exchanges = new HashSet<>();
      event.forEach((betType, book) -> add(families, exchanges, betType, book));
      List<PricedLine> lines = new ArrayList<>();
      families
          .values()
          .forEach(
              markets ->
                  lines.addAll(
                      calculator.price(
                          markets,
                          exchanges,
                          (id, e) -> problems.add(id.text() + ": " + e.getMessage()))));
      priced.add(lines);
    }
    return priced;
  }

  /** What could not be used, a line each. */
  List<String> problems() {
    return problems;
  }

  private void add(
      Map<String, Map<BetType, EvCalculator.Market>> families,
      Set<Bookmaker> exchanges,
      BetType betType,
      MarketBook book) {
    Shape shape = shapes.apply(betType).orElse(null);
    if (shape == null) {
      problems.add(
          betType
              + " is left out: no market of that name is documented, so its shape is unknown; a"
              + " worker prices it once bet-types add says the shape");
      return;
    }
    BetType family = shape == Shape.LAY ? LayMarket.backOf(betType).orElse(betType) : betType;
    String ladder = settings(family).ladder().family();
    PricingTerms terms = new PricingTerms(betType, shape, settings(betType), 0);
    EvCalculator.Market market = new EvCalculator.Market(book.lines(shape).values(), terms);
    families
        .computeIfAbsent(ladder == null ? family.symbol() : ladder, name -> new HashMap<>())
        .put(betType, market);
    if (shape == Shape.LAY) {
      market
          .lines()
          .forEach(line -> line.quotes().forEach(quote -> exchanges.add(quote.bookmaker())));
    }
  }

  private BetTypeSettings settings(BetType betType) {
    LadderSettings shipped = SettingsJson.defaults(betType).ladder();
    LadderSettings own = given.ladder();
    TreeMap<String, LadderModel> models = new TreeMap<>(shipped.models());
    models.putAll(own.models());
    return given.withLadder(
        new LadderSettings(own.family() == null ? shipped.family() : own.family(), models));
  }
}
