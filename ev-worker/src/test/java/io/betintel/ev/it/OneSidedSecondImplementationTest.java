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
import io.betintel.ev.harness.OneSidedOdds;
import io.betintel.ev.harness.Sent;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.oracle.Figures;
import io.betintel.ev.oracle.LadderRules;
import io.betintel.ev.oracle.Oracle;
import io.betintel.ev.oracle.TypeRules;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.PricingFailures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of which references quote one side alone, against the second implementation. */
class OneSidedSecondImplementationTest {
  private static final SortedMap<Double, Double> ERRORS = new TreeMap<>(Map.of(0.0, 0.05));

  @ParameterizedTest
  @CsvSource({
    "yes_no, multiplicative, devig_then_average, false",
    "yes_no, shin, devig_then_average, false",
    "yes_no, additive, average_then_devig, false",
    "over_under, power, devig_then_average, false",
    "over_under, odds_ratio, devig_then_average, true",
    "over_under, probit, average_then_devig, true",
  })
  void sameSingleSidesAreWorthTheSame(
      String shape, String method, String consensus, boolean ladder) {
    boolean over = shape.equals("over_under");
    List<String> names = ladder ? List.of("prop", "prop_alternate") : List.of("prop");
    OneSidedOdds odds = new OneSidedOdds(20261129);
    List<MarketSnapshot> events = new ArrayList<>();
    Map<String, TypeRules> types = new HashMap<>();
    TypeRules rules = TypeRules.defaults(shape, true, 3).with(method, consensus);
    BetTypeSettings settings =
        SettingsJson.settings(List.of("method=" + method, "consensus=" + consensus));
    if (ladder) {
      LadderModel model =
          new LadderModel(LadderForm.POISSON, 1, 0, new TreeMap<>(), 0.4, ERRORS, 2);
      settings =
          settings.withLadder(new LadderSettings("prop", new TreeMap<>(Map.of("soccer", model))));
      rules =
          rules.on(
              "prop",
              Map.of(
                  "soccer",
                  new LadderRules("poisson", 1, 0, new TreeMap<>(), 0.4, ERRORS, 2, 0, 0, 0)));
    }
    for (String name : names) {
      events.addAll(odds.events(name, over, 8, 60));
      types.put(name, rules);
    }
    Oracle oracle = new Oracle(types, Map.of());
    oracle.takeAll(events.stream().map(Sent::quote).toList());

    SortedMap<String, Figures> expected = oracle.lines();
    SortedMap<String, Figures> priced = priced(events, Shape.of(shape), settings);

    assertThat(priced.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(39);
    expected.forEach(
        (id, line) -> assertThat(line.differences(priced.get(id), 1e-9)).as(id).isEmpty());
    assertThat(priced.values())
        .extracting(line -> String.valueOf(line.get("source")))
        .contains("one_sided", "quoted");
    assertThat(priced.values())
        .extracting(line -> String.valueOf(line.get("not_priced")))
        .contains("one_sided");
  }

  private static SortedMap<String, Figures> priced(
      List<MarketSnapshot> events, Shape shape, BetTypeSettings settings) {
    Map<String, Map<BetType, MarketBook>> books = new TreeMap<>();
    for (MarketSnapshot event : events) {
      books
          .computeIfAbsent(event.marketId().eventId(), id -> new TreeMap<>())
          .computeIfAbsent(event.betType(), type -> new MarketBook(event.marketId()))
          .apply(event);
    }
    SortedMap<String, Figures> priced = new TreeMap<>();
    EvCalculator calculator = new EvCalculator(new FeeTable(Map.of()));
    for (Map<BetType, MarketBook> family : books.values()) {
      Map<BetType, EvCalculator.Market> markets = new HashMap<>();
      family.forEach(
          (type, book) ->
              markets.put(
                  type,
                  new EvCalculator.Market(
                      book.lines(shape).values(), new PricingTerms(type, shape, settings, 3))));
      for (PricedLine line : calculator.price(markets, PricingFailures.THROWN)) {
        String json = LineJson.line(line, 0);
        priced.put(line.id().text(), JsonFigures.of("", json).without(List.of("version")));
      }
    }
    return priced;
  }
}
