package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.betintel.ev.oracle.Oracle;
import io.betintel.ev.oracle.OracleFee;
import io.betintel.ev.oracle.TypeRules;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.Fee;
import io.betintel.ev.value.FeeTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

  private static SortedMap<String, Figures> priced(
      List<MarketSnapshot> events, PricingTerms terms) {
    Map<Bookmaker, Fee> fees = new HashMap<>();
    FEES.forEach((book, fee) -> fees.put(new Bookmaker(book), Fee.parse(fee.form())));
    EvCalculator calculator = new EvCalculator(new FeeTable(fees));
    Map<MarketId, MarketBook> books = new HashMap<>();
    events.forEach(event -> books.computeIfAbsent(event.marketId(), MarketBook::new).apply(event));
    SortedMap<String, Figures> priced = new TreeMap<>();
    for (MarketBook book : books.values()) {
      calculator
          .price(book.lines(terms.shape()).values(), terms)
          .forEach(
              line -> {
                String json = LineJson.line(line, 0);
                priced.put(line.id().text(), JsonFigures.of("", json).without(List.of("version")));
              });
    }
    return priced;
  }
}
