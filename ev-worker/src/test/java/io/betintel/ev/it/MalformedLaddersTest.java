package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.harness.JsonFigures;
import io.betintel.ev.harness.Sent;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.oracle.Figures;
import io.betintel.ev.oracle.LadderRules;
import io.betintel.ev.oracle.Oracle;
import io.betintel.ev.oracle.TypeRules;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.PricingFailures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Malformed ladders of a reference, by the worker and by the second implementation: BetMGM's total
 * of 41.5 rests on them.
 */
class MalformedLaddersTest {
  private static final BetType TOTALS = new BetType("totals");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final SportingEvent MATCH =
      new SportingEvent(
          "match-1", "americanfootball_nfl", NOON.plusSeconds(21_600), "Lions", "Bears");
  private static final SortedMap<Double, Double> ERRORS =
      new TreeMap<>(Map.of(0.0, 0.03, 0.5, 0.08, 1.0, 0.15));

  /**
   * Crossed by far, the quantiles of 40.5 and 50.5 rise from -0.71 to 0.71; by a little they are
   * drawn together. 8.0 on both sides keeps less than nothing. 200 points are more than 128.
   */
  @ParameterizedTest
  @CsvSource({
    "crossed, 40.5 4.0 1.25 50.5 1.25 4.0, ladder_contradiction",
    "crossed a little, 40.5 1.95 1.87 42.5 1.91 1.91 44.5 1.90 1.92, null",
    "twice, 40.5 1.91 1.91 40.5 1.8 2.0, no_reference",
    "suspect hold, 40.5 8.0 8.0, no_reference",
    "far, 70.5 2.0 1.8, ladder_too_far",
    "one point, 40.5 1.91 1.91, null",
    "long, 200, ladder_too_long",
  })
  void lineSaysTheSameReason(String what, String quotes, String reason) {
    List<MarketSnapshot> snapshots =
        List.of(quote("betmgm", 41.5, 1.91, 1.91), quote("pinnacle", numbers(quotes)));
    LadderModel model =
        new LadderModel(LadderForm.NORMAL, 10, 0, new TreeMap<>(), 1, ERRORS, 2, 0, 0, 1);
    LadderRules rules = new LadderRules("normal", 10, 0, new TreeMap<>(), 1, ERRORS, 2, 0, 0, 1);
    Oracle oracle =
        new Oracle(
            Map.of(
                TOTALS.symbol(),
                TypeRules.defaults("over_under", true, 3)
                    .on("totals", Map.of("americanfootball", rules))),
            Map.of());
    oracle.takeAll(snapshots.stream().map(Sent::quote).toList());

    SortedMap<String, Figures> expected = oracle.lines();
    SortedMap<String, Figures> priced = priced(snapshots, model);

    assertThat(priced.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (id, line) -> assertThat(line.differences(priced.get(id), 1e-9)).as(id).isEmpty());
    assertThat(priced.values())
        .filteredOn(line -> "41.5".equals(String.valueOf(line.get("point"))))
        .as(what)
        .extracting(line -> String.valueOf(line.get("not_priced")))
        .containsExactly(reason);
  }

  private static SortedMap<String, Figures> priced(
      List<MarketSnapshot> snapshots, LadderModel model) {
    MarketBook book = new MarketBook(new MarketId(MATCH.id(), TOTALS));
    snapshots.forEach(book::apply);
    BetTypeSettings settings =
        BetTypeSettings.defaults()
            .withLadder(
                new LadderSettings("totals", new TreeMap<>(Map.of("americanfootball", model))));
    PricingTerms terms = new PricingTerms(TOTALS, Shape.OVER_UNDER, settings, 3);
    SortedMap<String, Figures> priced = new TreeMap<>();
    new EvCalculator(new FeeTable(Map.of()))
        .price(
            Map.of(TOTALS, new EvCalculator.Market(book.lines(Shape.OVER_UNDER).values(), terms)),
            PricingFailures.THROWN)
        .forEach(
            line ->
                priced.put(
                    line.id().text(),
                    JsonFigures.of("", LineJson.line(line, 0)).without(List.of("version"))));
    return priced;
  }

  /** Points, each with the prices of Over and Under; one number is how many points. */
  private static double[] numbers(String text) {
    String[] parts = text.split(" ", -1);
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Double.parseDouble(parts[i]);
    }
    if (numbers.length > 1) {
      return numbers;
    }
    double[] many = new double[3 * (int) numbers[0]];
    for (int i = 0; i < many.length; i += 3) {
      many[i] = 0.25 + i / 6.0; // every half point from 0.25, so none is 41.5
      many[i + 1] = 1.2 + i / 300.0;
      many[i + 2] = 1 / (1.04 - 1 / many[i + 1]);
    }
    return many;
  }

  private static MarketSnapshot quote(String bookmaker, double... prices) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < prices.length; i += 3) {
      outcomes.add(Outcome.of("Over", null, prices[i], prices[i + 1]));
      outcomes.add(Outcome.of("Under", null, prices[i], prices[i + 2]));
    }
    return new MarketSnapshot(MATCH, TOTALS, new Bookmaker(bookmaker), outcomes, NOON, NOON, null);
  }
}
