package io.betintel.ev.value;

import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.at;
import static io.betintel.ev.market.Snapshots.outcome;
import static io.betintel.ev.market.Snapshots.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Leg;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ArbitrageTest {
  private static final double EXACT = 1e-12;

  @Test
  void bestPricesThatAddUpToLessThanOneWinWhateverHappens() {
    // 2.10 and 2.00: L = .4761905 + .5 = .9761905; 1/L - 1 = .0243902; stakes .4878049, .5121951.
    Arbitrage arbitrage = arbitrage(total("bet365", 2.1, 1.7), total("betmgm", 1.8, 2.0));

    assertThat(arbitrage.profit()).isCloseTo(0.024390243902, within(EXACT));
    assertThat(arbitrage.suspect()).isFalse();
    assertThat(arbitrage.legs())
        .extracting(Leg::outcome, Leg::point, leg -> leg.bookmaker().key(), Leg::price)
        .containsExactly(tuple("Over", 41.5, "bet365", 2.1), tuple("Under", 41.5, "betmgm", 2.0));
    assertThat(arbitrage.legs().get(0).stake()).isCloseTo(0.487804878049, within(EXACT));
    assertThat(arbitrage.legs().get(1).stake()).isCloseTo(0.512195121951, within(EXACT));
  }

  @Test
  void feeIsPaidFirst() {
    // Betfair's 2.1 less 5 % of the profit is 2.045, with 2.00: L = .4889976 + .5 = .9889976;
    // 1/L - 1 = .0111248. 2.05 and 1.98 add up to .4878 + .5051 = .9929; after the fee 2.05 is
    // 1.9975, and it is .5006 + .5051 = 1.0057.
    Arbitrage arbitrage = arbitrage(total("betfair", 2.1, 1.7), total("betmgm", 1.8, 2.0));

    assertThat(arbitrage.profit()).isCloseTo(0.011124845488, within(EXACT));
    assertThat(arbitrage.legs().get(0).netPrice()).isCloseTo(2.045, within(EXACT));
    assertThat(arbitrage(total("betfair", 2.05, 1.7), total("betmgm", 1.8, 1.98))).isNull();
    assertThat(arbitrage(total("bet365", 2.05, 1.7), total("betmgm", 1.8, 1.98))).isNotNull();
  }

  @Test
  void staleAndAmbiguousOffersAreNoPartOfIt() {
    MarketSnapshot stale =
        at(
            NOON.minus(Duration.ofMinutes(21)),
            "bet365",
            "totals",
            outcome("Over", 41.5, 2.1),
            outcome("Under", 41.5, 1.7));
    MarketSnapshot ambiguous =
        quoted(
            "bet365",
            "totals",
            outcome("Over", 41.5, 2.1),
            outcome("Over", 41.5, 2.2),
            outcome("Under", 41.5, 1.7));

    assertThat(arbitrage(stale, total("betmgm", 1.8, 2.0))).isNull();
    assertThat(arbitrage(ambiguous, total("betmgm", 1.8, 2.0))).isNull();
  }

  @Test
  void everyOutcomeNeedsAnOffer() {
    assertThat(arbitrage(quoted("bet365", "totals", outcome("Over", 41.5, 1.9)))).isNull();
    // Two of three outcomes: 2.5 and 3 of a match that can be drawn are another line than 2-way.
    assertThat(
            Pricing.lines(
                    Shape.WINNER,
                    "{}",
                    quoted(
                        "bet365", "h2h", outcome("Lions", null, 2.5), outcome("Draw", null, 3.0)))
                .get(0)
                .arbitrage())
        .isNull();
  }

  @Test
  void shapesThatAreNeverPricedHaveNone() {
    assertThat(
            Pricing.lines(
                    Shape.LAY,
                    "{}",
                    quoted(
                        "betfair", "h2h_lay", outcome("Lions", null, 3), outcome("Bears", null, 3)))
                .get(0)
                .arbitrage())
        .isNull();
  }

  @Test
  void tooGoodIsSuspect() {
    // 2.6 and 2.4: L = .8012821, 1/L - 1 = 24.8 %.
    assertThat(arbitrage(total("bet365", 2.6, 1.4), total("betmgm", 1.5, 2.4)).suspect()).isTrue();
  }

  @Test
  void itLastsAsLongAsItsFirstOffer() {
    MarketSnapshot sooner =
        at(
            NOON.minus(Duration.ofMinutes(15)),
            "bet365",
            "totals",
            outcome("Over", 41.5, 2.1),
            outcome("Under", 41.5, 1.7));

    assertThat(arbitrage(sooner, total("betmgm", 1.8, 2.0)).validUntil())
        .isEqualTo(NOON.plus(Duration.ofMinutes(5)));
  }

  @Property(tries = 300, seed = "20261101")
  void everyLegReturnsTheSame(
      @ForAll @Size(min = 2, max = 6) List<@DoubleRange(min = 1.2, max = 40) Double> prices) {
    MarketSnapshot[] books = new MarketSnapshot[prices.size() + 1];
    for (int book = 0; book < books.length; book++) {
      Outcome[] outcomes = new Outcome[prices.size()];
      for (int i = 0; i < outcomes.length; i++) {
        outcomes[i] = outcome("runner " + i, null, i == book ? prices.get(i) : 1.1);
      }
      // The last one, at 1.1 throughout, is the reference that says that the field is whole.
      String key = book == prices.size() ? "pinnacle" : "book" + book;
      books[book] = quoted(key, "outrights", outcomes);
    }
    double inverseSum = prices.stream().mapToDouble(price -> 1 / price).sum();

    String anyHold = "{\"minimum_hold\": -0.9, \"maximum_hold\": 0.9}";
    Arbitrage arbitrage = Pricing.lines(Shape.N_WAY, anyHold, books).get(0).arbitrage();

    if (inverseSum >= 1) {
      assertThat(arbitrage).isNull();
      return;
    }
    assertThat(arbitrage.legs().stream().mapToDouble(Leg::stake).sum()).isCloseTo(1, within(EXACT));
    assertThat(arbitrage.legs())
        .allSatisfy(
            leg ->
                assertThat(leg.stake() * leg.netPrice())
                    .isCloseTo(1 + arbitrage.profit(), within(1e-9)));
  }

  private static Arbitrage arbitrage(MarketSnapshot... snapshots) {
    return Pricing.lines(Shape.OVER_UNDER, "{}", snapshots).get(0).arbitrage();
  }

  private static MarketSnapshot total(String bookmaker, double over, double under) {
    return quoted(bookmaker, "totals", outcome("Over", 41.5, over), outcome("Under", 41.5, under));
  }
}
