package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.harness.JsonFigures;
import io.betintel.ev.harness.MixedOdds;
import io.betintel.ev.harness.Sent;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.oracle.Figures;
import io.betintel.ev.oracle.LadderRules;
import io.betintel.ev.oracle.Oracle;
import io.betintel.ev.oracle.OracleFee;
import io.betintel.ev.oracle.TypeRules;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.Fee;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.PricingFailures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worker's book and prices against the second implementation, for every shape and method. */
class SecondImplementationTest {
  private static final Map<String, OracleFee> FEES =
      Map.of(
          "novig", OracleFee.profit("0.02"),
          "betfair_ex_eu", OracleFee.profit("0.05"),
          "betmgm", OracleFee.contract("0.07"),
          "caesars", OracleFee.rounded("0.07", "0.01"),
          "fanduel", OracleFee.UNKNOWN);

  @ParameterizedTest
  @CsvSource({
    "winner, multiplicative, devig_then_average",
    "winner, additive, devig_then_average",
    "winner, power, average_then_devig",
    "winner, shin, devig_then_average",
    "n_way, power, devig_then_average",
    "n_way, shin, average_then_devig",
    "n_way, probit, devig_then_average",
    "n_way, goto, average_then_devig",
    "over_under, odds_ratio, devig_then_average",
    "over_under, multiplicative, average_then_devig",
    "spread, probit, average_then_devig",
    "spread, goto, devig_then_average",
    "yes_no, additive, average_then_devig",
    "yes_no, odds_ratio, average_then_devig",
  })
  void sameOddsAreWorthTheSame(String shape, String method, String consensus) {
    BetType betType = new BetType("some_type");
    List<MarketSnapshot> events =
        new MixedOdds(20261124).events(betType.symbol(), shape, 40, 1_200);
    PricingTerms terms =
        new PricingTerms(
            betType,
            Shape.of(shape),
            SettingsJson.settings(List.of("method=" + method, "consensus=" + consensus)),
            3);
    TypeRules rules = TypeRules.defaults(shape, true, 3).with(method, consensus);
    Oracle oracle = new Oracle(Map.of(betType.symbol(), rules), FEES);
    oracle.takeAll(events.stream().map(Sent::quote).toList());

    SortedMap<String, Figures> expected = oracle.lines();
    SortedMap<String, Figures> priced = priced(events, terms);

    assertThat(priced.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(39);
    expected.forEach(
        (id, line) -> assertThat(line.differences(priced.get(id), 1e-9)).as(id).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "over_under, normal, 2, 0, false, 0, 0, 0",
    "over_under, normal, 1, 0.2, false, 0.5, 0, 1",
    "over_under, normal, 2, 0, true, 0, 1, 0",
    "over_under, poisson, 1, 0, false, 0.3, 2, 0.5",
    "over_under, negative_binomial, 1.5, 0, false, 0, 4, 0",
    "spread, skellam, 2.3, 0, false, 0.7, 0.5, 0",
    "spread, normal, 2, 0, true, 0.7, 0, 1",
  })
  void sameLaddersAreWorthTheSame(
      String shape,
      String form,
      double scale,
      double growth,
      boolean keyNumbers,
      double uneven,
      double smoothing,
      double leaning) {
    SortedMap<Integer, Double> numbers = new TreeMap<>();
    if (keyNumbers) {
      numbers.putAll(Map.of(1, 1.5, 3, 2.5, 4, 0.6));
    }
    SortedMap<Double, Double> errors = new TreeMap<>(Map.of(0.0, 0.02, 0.4, 0.05, 0.9, 0.2));
    LadderModel model =
        new LadderModel(
            LadderForm.valueOf(form.toUpperCase(Locale.ROOT)),
            scale,
            growth,
            numbers,
            0.6,
            errors,
            2,
            uneven,
            smoothing,
            leaning);
    LadderSettings ladder = new LadderSettings("some", new TreeMap<>(Map.of("soccer", model)));
    TypeRules rules =
        TypeRules.defaults(shape, true, 3)
            .on(
                "some",
                Map.of(
                    "soccer",
                    new LadderRules(
                        form, scale, growth, numbers, 0.6, errors, 2, uneven, smoothing, leaning)));
    MixedOdds odds = new MixedOdds(20261129);
    List<String> names = List.of("some_type", "alternate_some_type");
    Map<BetType, List<MarketSnapshot>> events = new TreeMap<>();
    Map<String, TypeRules> types = new HashMap<>();
    for (String name : names) {
      events.put(new BetType(name), odds.events(name, shape, 16, 160));
      types.put(name, rules);
    }
    Oracle oracle = new Oracle(types, FEES);
    events.values().forEach(each -> oracle.takeAll(each.stream().map(Sent::quote).toList()));
    BetTypeSettings settings = BetTypeSettings.defaults().withLadder(ladder);

    SortedMap<String, Figures> expected = oracle.lines();
    SortedMap<String, Figures> priced = new TreeMap<>();
    Map<String, Map<BetType, MarketBook>> books = new TreeMap<>();
    events
        .values()
        .forEach(
            each ->
                each.forEach(
                    event ->
                        books
                            .computeIfAbsent(event.marketId().eventId(), id -> new TreeMap<>())
                            .computeIfAbsent(
                                event.betType(), type -> new MarketBook(event.marketId()))
                            .apply(event)));
    for (Map<BetType, MarketBook> family : books.values()) {
      Map<BetType, EvCalculator.Market> markets = new HashMap<>();
      family.forEach(
          (type, book) ->
              markets.put(
                  type,
                  new EvCalculator.Market(
                      book.lines(Shape.of(shape)).values(),
                      new PricingTerms(type, Shape.of(shape), settings, 3))));
      calculator().price(markets, PricingFailures.THROWN).forEach(line -> put(priced, line));
    }

    assertThat(priced.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(39);
    expected.forEach(
        (id, line) -> assertThat(line.differences(priced.get(id), 1e-9)).as(id).isEmpty());
    assertThat(priced.values())
        .extracting(line -> String.valueOf(line.get("source")))
        .contains("quoted", "interpolated", "extrapolated");
    assertThat(priced.values())
        .extracting(line -> String.valueOf(line.get("not_priced")))
        .contains("ladder_no_model", "ladder_too_far");
  }

  /** With the same outcomes to back, with others, and without any. */
  @ParameterizedTest
  @CsvSource({"multiplicative, devig_then_average", "shin, average_then_devig"})
  void samePricesToLayAreWorthTheSame(String method, String consensus) {
    MixedOdds odds = new MixedOdds(20261130);
    Map<String, String> shapes = Map.of("h2h", "winner", "h2h_lay", "lay");
    Map<String, TypeRules> types = new HashMap<>();
    Map<String, Map<BetType, MarketBook>> books = new TreeMap<>();
    List<MarketSnapshot> events = new ArrayList<>();
    for (String name : new TreeSet<>(shapes.keySet())) {
      TypeRules rules = TypeRules.defaults(shapes.get(name), true, 3);
      types.put(name, rules.with(method, consensus));
      events.addAll(odds.events(name, "winner", name.equals("h2h") ? 20 : 24, 300));
    }
    Oracle oracle = new Oracle(types, FEES);
    oracle.takeAll(events.stream().map(Sent::quote).toList());
    for (MarketSnapshot event : events) {
      books
          .computeIfAbsent(event.marketId().eventId(), id -> new TreeMap<>())
          .computeIfAbsent(event.betType(), type -> new MarketBook(event.marketId()))
          .apply(event);
    }

    SortedMap<String, Figures> expected = oracle.lines();
    SortedMap<String, Figures> priced = new TreeMap<>();
    for (Map<BetType, MarketBook> family : books.values()) {
      Map<BetType, EvCalculator.Market> markets = new HashMap<>();
      family.forEach(
          (type, book) -> {
            Shape shape = Shape.of(shapes.get(type.symbol()));
            PricingTerms terms =
                new PricingTerms(
                    type,
                    shape,
                    SettingsJson.settings(List.of("method=" + method, "consensus=" + consensus)),
                    3);
            markets.put(type, new EvCalculator.Market(book.lines(shape).values(), terms));
          });
      calculator().price(markets, PricingFailures.THROWN).forEach(line -> put(priced, line));
    }

    assertThat(priced.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(39);
    expected.forEach(
        (id, line) -> assertThat(line.differences(priced.get(id), 1e-9)).as(id).isEmpty());
    assertThat(priced.values())
        .filteredOn(line -> "h2h_lay".equals(line.get("bet_type")))
        .extracting(line -> String.valueOf(line.get("not_priced")))
        .contains("null", "shape_not_priced");
  }

  /** Exchanges with a weight: the mid of back and lay, crossed and stale ones too. */
  @ParameterizedTest
  @CsvSource({"0, multiplicative", "0, power", "200, multiplicative"})
  void sameMidsAreWorthTheSame(double depth, String method) {
    MixedOdds odds = new MixedOdds(20261201);
    Map<String, String> shapes = Map.of("h2h", "winner", "h2h_lay", "lay");
    Map<String, Double> weights = Map.of("novig", 1.0, "betfair_ex_eu", 1.0, "caesars", 0.5);
    Map<String, TypeRules> types = new HashMap<>();
    List<MarketSnapshot> events = new ArrayList<>();
    for (String name : new TreeSet<>(shapes.keySet())) {
      TypeRules rules = TypeRules.defaults(shapes.get(name), true, 3);
      types.put(name, rules.with(method, "devig_then_average").midsOf(weights, depth));
      events.addAll(odds.events(name, "winner", 12, 400));
    }
    Oracle oracle = new Oracle(types, FEES);
    oracle.takeAll(events.stream().map(Sent::quote).toList());
    BetTypeSettings settings =
        SettingsJson.settings(
            List.of(
                "method=" + method,
                "weights=novig:1,betfair_ex_eu:1,caesars:0.5",
                "mid_depth=" + depth));

    SortedMap<String, Figures> expected = oracle.lines();
    SortedMap<String, Figures> priced = new TreeMap<>();
    Map<String, Map<BetType, MarketBook>> books = new TreeMap<>();
    for (MarketSnapshot event : events) {
      books
          .computeIfAbsent(event.marketId().eventId(), id -> new TreeMap<>())
          .computeIfAbsent(event.betType(), type -> new MarketBook(event.marketId()))
          .apply(event);
    }
    for (Map<BetType, MarketBook> family : books.values()) {
      Map<BetType, EvCalculator.Market> markets = new HashMap<>();
      family.forEach(
          (type, book) -> {
            Shape shape = Shape.of(shapes.get(type.symbol()));
            markets.put(
                type,
                new EvCalculator.Market(
                    book.lines(shape).values(), new PricingTerms(type, shape, settings, 3)));
          });
      calculator().price(markets, PricingFailures.THROWN).forEach(line -> put(priced, line));
    }

    assertThat(priced.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (id, line) -> assertThat(line.differences(priced.get(id), 1e-9)).as(id).isEmpty());
  }

  private static EvCalculator calculator() {
    Map<Bookmaker, Fee> fees = new HashMap<>();
    FEES.forEach((book, fee) -> fees.put(new Bookmaker(book), Fee.parse(fee.form())));
    return new EvCalculator(new FeeTable(fees));
  }

  private static void put(SortedMap<String, Figures> priced, PricedLine line) {
    String json = LineJson.line(line, 0);
    priced.put(line.id().text(), JsonFigures.of("", json).without(List.of("version")));
  }

  private static SortedMap<String, Figures> priced(
      List<MarketSnapshot> events, PricingTerms terms) {
    Map<MarketId, MarketBook> books = new HashMap<>();
    events.forEach(event -> books.computeIfAbsent(event.marketId(), MarketBook::new).apply(event));
    SortedMap<String, Figures> priced = new TreeMap<>();
    for (MarketBook book : books.values()) {
      calculator()
          .price(book.lines(terms.shape()).values(), terms)
          .forEach(line -> put(priced, line));
    }
    return priced;
  }
}
