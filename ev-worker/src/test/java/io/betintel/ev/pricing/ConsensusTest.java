package io.betintel.ev.pricing;

import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.at;
import static io.betintel.ev.market.Snapshots.book;
import static io.betintel.ev.market.Snapshots.outcome;
import static io.betintel.ev.market.Snapshots.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.SettingsOf;
import io.betintel.ev.market.Line;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.NotPriced;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsensusTest {
  private static final double EXACT = 1e-12;
  private static final Bookmaker PINNACLE = new Bookmaker("pinnacle");
  private static final Bookmaker DRAFTKINGS = new Bookmaker("draftkings");
  private static final Bookmaker FANDUEL = new Bookmaker("fanduel");

  private static final MarketSnapshot PINNACLE_QUOTES = total("pinnacle", 1.95, 1.90);
  private static final MarketSnapshot DRAFTKINGS_QUOTES = total("draftkings", 1.80, 2.00);

  @ParameterizedTest
  @ValueSource(strings = {"devig_then_average", "average_then_devig"})
  void threeEvenLinesAreEvenWhateverTheirMargins(String way) {
    // -105/-105, -110/-110, -108/-108 are 1.952381, 1.909091, 1.925926 twice: .5 at each.
    Consensus consensus =
        consensus(
            "{\"consensus\": \"" + way + "\"}",
            total("pinnacle", 1 + 100 / 105.0, 1 + 100 / 105.0),
            total("draftkings", 1 + 100 / 110.0, 1 + 100 / 110.0),
            total("fanduel", 1 + 100 / 108.0, 1 + 100 / 108.0));

    assertThat(probability(consensus, 0)).isCloseTo(0.5, within(EXACT));
    assertThat(weights(consensus.price().orElseThrow()))
        .containsExactly(entry(DRAFTKINGS, 0.25), entry(FANDUEL, 0.25), entry(PINNACLE, 0.5));
  }

  @Test
  void marginsGoFirstAndThenTheMean() {
    // Pinnacle 1.95/1.90: r = .5128205/.5263158, S = 1.0391363, p over = .4935064935
    // DraftKings 1.80/2.00: r = .5555556/.5, S = 1.0555556, p over = .5263157895
    // weights 2/3 and 1/3: .4935064935 x 2/3 + .5263157895 / 3 = .5044429255
    Consensus consensus = consensus("{}", PINNACLE_QUOTES, DRAFTKINGS_QUOTES);

    assertThat(probability(consensus, 0)).isCloseTo(0.504442925495, within(EXACT));
  }

  @Test
  void orTheMeanGoesFirstAndThenTheMargin() {
    // Mean r over = .5128205128 x 2/3 + .5555555556 / 3 = .5270655271
    // mean r under = .5263157895 x 2/3 + .5 / 3 = .5175438596; S = 1.0446093867
    // .5270655271 / 1.0446093867 = .5045575253: not the same as the other way.
    Consensus consensus =
        consensus("{\"consensus\": \"average_then_devig\"}", PINNACLE_QUOTES, DRAFTKINGS_QUOTES);

    assertThat(probability(consensus, 0)).isCloseTo(0.504557525300, within(EXACT));
  }

  @Test
  void referenceIsPricedByTheOthersAlone() {
    Consensus consensus = consensus("{}", PINNACLE_QUOTES, DRAFTKINGS_QUOTES);

    // DraftKings alone, and Pinnacle alone: the figures above.
    FairPrice withoutPinnacle = consensus.priceWithout(PINNACLE).orElseThrow();
    assertThat(withoutPinnacle.probability(0)).isCloseTo(0.526315789474, within(EXACT));
    assertThat(weights(withoutPinnacle)).isEqualTo(Map.of(DRAFTKINGS, 1.0));
    assertThat(consensus.priceWithout(DRAFTKINGS).orElseThrow().probability(0))
        .isCloseTo(0.493506493506, within(EXACT));
  }

  @Test
  void onlyReferenceHasNoOtherToPriceIt() {
    Consensus consensus = consensus("{}", PINNACLE_QUOTES, total("bet365", 1.9, 1.9));

    assertThat(consensus.priceWithout(PINNACLE)).isEmpty();
    assertThat(consensus.priceWithout(new Bookmaker("bet365"))).isPresent();
  }

  @Test
  void minimumOfReferencesHoldsWithoutThePricedOneToo() {
    Consensus consensus =
        consensus("{\"minimum_references\": 2}", PINNACLE_QUOTES, DRAFTKINGS_QUOTES);

    assertThat(consensus.price()).isPresent();
    assertThat(consensus.priceWithout(PINNACLE)).isEmpty();
    assertThat(consensus("{\"minimum_references\": 3}", PINNACLE_QUOTES, DRAFTKINGS_QUOTES))
        .extracting(Consensus::notPriced)
        .isEqualTo(NotPriced.TOO_FEW_BOOKS);
  }

  @Test
  void exchangeMakesNoPriceUnlessItHasAWeight() {
    MarketSnapshot exchange = total("betfair_ex_eu", 2.06, 1.92);

    assertThat(consensus("{}", PINNACLE_QUOTES, exchange).references())
        .extracting(ReferenceQuote::bookmaker)
        .containsExactly(PINNACLE);
    assertThat(
            consensus(
                    "{\"weights\": {\"pinnacle\": 1, \"betfair_ex_eu\": 1}}",
                    PINNACLE_QUOTES,
                    exchange)
                .references())
        .extracting(ReferenceQuote::bookmaker)
        .containsExactly(new Bookmaker("betfair_ex_eu"), PINNACLE);
  }

  @Test
  void referenceWhoseHoldCannotBeMeantIsNotUsed() {
    // 1.5/1.5 holds 1 - 1/(4/3) = 25 %; 2.2/2.2 is an arbitrage by itself: 1 - 1/.909 = -10 %.
    MarketSnapshot greedy = total("pinnacle", 1.5, 1.5);
    MarketSnapshot wrong = total("draftkings", 2.2, 2.2);
    MarketSnapshot meant = total("fanduel", 1.9, 1.9);

    assertThat(consensus("{\"maximum_hold\": 0.2}", greedy, wrong, meant).references())
        .extracting(ReferenceQuote::bookmaker)
        .containsExactly(FANDUEL);
    assertThat(consensus("{\"maximum_hold\": 0.2}", greedy, wrong).notPriced())
        .isEqualTo(NotPriced.REFERENCE_HOLD);
    assertThat(
            consensus("{\"maximum_hold\": 0.25, \"minimum_hold\": -0.11}", greedy, wrong)
                .references())
        .hasSize(2);
  }

  @Test
  void referenceThatContradictsItselfIsSaid() {
    MarketSnapshot twice =
        quoted(
            "pinnacle",
            "totals",
            outcome("Over", 41.5, 1.9),
            outcome("Over", 41.5, 2.0),
            outcome("Under", 41.5, 1.9));

    assertThat(consensus("{}", twice, total("bet365", 1.9, 1.9)).notPriced())
        .isEqualTo(NotPriced.AMBIGUOUS);
  }

  @Test
  void ageIsToldByTheMarketsTime() {
    MarketSnapshot older =
        at(
            NOON.minus(Duration.ofMinutes(7)),
            "pinnacle",
            "totals",
            outcome("Over", 41.5, 1.9),
            outcome("Under", 41.5, 1.9));

    assertThat(consensus("{}", older, total("fanduel", 1.9, 1.9)).references())
        .extracting(ReferenceQuote::age)
        .containsExactly(Duration.ZERO, Duration.ofMinutes(7));
    assertThat(
            consensus("{\"reference_age\": \"6m\"}", older, total("bet365", 1.9, 1.9)).notPriced())
        .isEqualTo(NotPriced.STALE_REFERENCE);
  }

  @Test
  void fallbackIsRecordedWhereItIsUsed() {
    // 1.01/20/40 at FanDuel: S = .990099 + .05 + .025 = 1.065099, a third of the margin is .0217:
    // .025 - .0217 is left to the long shot. At DraftKings 1.01/15/100: S = 1.066766, a third is
    // .02226, and .01 - .02226 is below 0.
    MarketSnapshot fits = race("fanduel", 1.01, 20, 40);
    MarketSnapshot fails = race("draftkings", 1.01, 15, 100);
    BetTypeSettings settings =
        SettingsOf.json("{\"method\": \"additive\", \"fallback\": \"power\"}");

    FairPrice fair = new Consensus(line(Shape.N_WAY, fits, fails), settings).price().orElseThrow();
    assertThat(fair.references()).containsExactly(DRAFTKINGS, FANDUEL);
    assertThat(fair.method(0)).isEqualTo(Method.POWER);
    assertThat(fair.method(1)).isEqualTo(Method.ADDITIVE);
    List<Double> probabilities = IntStream.range(0, 3).mapToObj(fair::probability).toList();
    assertThat(probabilities.stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(EXACT));
    assertThat(probabilities).allMatch(p -> p > 0);
  }

  @Test
  void methodThatFailsAtAReferenceHasNoFigures() {
    Line line = line(Shape.N_WAY, race("draftkings", 1.01, 15, 100));
    FairByMethod fair =
        new Consensus(line, BetTypeSettings.defaults()).byMethodWithout(new Bookmaker("bet365"));

    assertThat(fair.probability(Method.ADDITIVE, 0)).isNaN();
    assertThat(fair.probability(Method.POWER, 0)).isPositive();
    assertThat(fair.worstCase(2)).isZero(); // what the additive method leaves it, at least 0
  }

  /** By reference, in their order. */
  private static Map<Bookmaker, Double> weights(FairPrice fair) {
    Map<Bookmaker, Double> weights = new LinkedHashMap<>();
    for (int i = 0; i < fair.references().size(); i++) {
      weights.put(fair.references().get(i), fair.weight(i));
    }
    return weights;
  }

  private static double probability(Consensus consensus, int side) {
    return consensus.price().orElseThrow().probability(side);
  }

  private static Consensus consensus(String settings, MarketSnapshot... snapshots) {
    return new Consensus(line(Shape.OVER_UNDER, snapshots), SettingsOf.json(settings));
  }

  private static Line line(Shape shape, MarketSnapshot... snapshots) {
    return book(snapshots).lines(shape).values().iterator().next();
  }

  private static MarketSnapshot total(String bookmaker, double over, double under) {
    return quoted(bookmaker, "totals", outcome("Over", 41.5, over), outcome("Under", 41.5, under));
  }

  private static MarketSnapshot race(String bookmaker, double... odds) {
    Outcome[] runners = new Outcome[odds.length];
    for (int i = 0; i < odds.length; i++) {
      runners[i] = outcome("runner " + i, null, odds[i]);
    }
    return quoted(bookmaker, "outrights", runners);
  }
}
