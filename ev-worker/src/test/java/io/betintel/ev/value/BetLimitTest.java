package io.betintel.ev.value;

import static io.betintel.ev.market.Snapshots.book;
import static io.betintel.ev.market.Snapshots.quoted;
import static io.betintel.ev.value.Pricing.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a bookmaker takes at the most, in its stakes. */
class BetLimitTest {
  private static final double EXACT = 1e-9;

  @Test
  void smallerSideLimitsAnArbitrageAndTheOtherHasSomethingLeft() {
    // 2.10 and 2.00: L = .9761905, parts .4878049 and .5121951. 100 on the first are 205 in all;
    // 300 on the second would be 585.71. So 205: 100 and 105, and 195 of the 300 are left.
    Arbitrage arbitrage =
        lines(
                Bankroll.UNKNOWN,
                total("bet365", 41.5, 2.1, 1.7, 100.0),
                total("betmgm", 41.5, 1.8, 2, 300.0))
            .get(0)
            .arbitrage();

    assertThat(arbitrage.maxStake()).isCloseTo(205, within(EXACT));
    assertThat(arbitrage.legs()).extracting(Leg::betLimit).containsExactly(100.0, 300.0);
    assertThat(arbitrage.legs().get(0).leftOver()).isZero();
    assertThat(arbitrage.legs().get(1).leftOver()).isCloseTo(195, within(EXACT));
  }

  @Test
  void oneKnownLimitIsEnoughAndNoneSaysNothing() {
    Arbitrage one =
        lines(
                Bankroll.UNKNOWN,
                total("bet365", 41.5, 2.1, 1.7, null),
                total("betmgm", 41.5, 1.8, 2, 105.0))
            .get(0)
            .arbitrage();
    Arbitrage none =
        lines(
                Bankroll.UNKNOWN,
                total("bet365", 41.5, 2.1, 1.7, null),
                total("betmgm", 41.5, 1.8, 2, null))
            .get(0)
            .arbitrage();

    assertThat(one.maxStake()).isCloseTo(205, within(EXACT)); // 105 / .5121951
    assertThat(one.legs().get(0).leftOver()).isNull();
    assertThat(none.maxStake()).isNull();
  }

  @Test
  void middleIsLimitedInTheSameWay() {
    // Over 41.5 at 1.95 and Under 44.5 at 1.95: half on each. 40 on the first are 80 in all.
    Middle middle =
        Stream.of(
                lines(
                    Bankroll.UNKNOWN,
                    total("bet365", 41.5, 1.95, 1.9, 40.0),
                    total("betmgm", 44.5, 1.9, 1.95, 250.0)))
            .flatMap(List::stream)
            .flatMap(line -> line.middles().stream())
            .findFirst()
            .orElseThrow();

    assertThat(middle.maxStake()).isCloseTo(80, within(EXACT));
    assertThat(middle.legs().get(0).leftOver()).isZero();
    assertThat(middle.legs().get(1).leftOver()).isCloseTo(210, within(EXACT));
  }

  @Test
  void stakeIsNoMoreThanTheLimit() {
    // p = .5 at 2.2: full Kelly (1.2 x .5 - .5) / 1.2 = .0833, a quarter of it .0208. Of a bankroll
    // of 10000 that is 208; a limit of 50 is .005.
    MarketSnapshot limited = total("bet365", 41.5, 2.2, 1.7, 50.0);
    MarketSnapshot pinnacle = total("pinnacle", 41.5, 2, 2, null);

    assertThat(stake(new Bankroll(10_000), pinnacle, limited)).isCloseTo(0.005, within(EXACT));
    assertThat(stake(new Bankroll(1_000), pinnacle, limited))
        .isCloseTo(0.020833333333, within(EXACT)); // 20.83 is less than 50
    assertThat(stake(Bankroll.UNKNOWN, pinnacle, limited)).isCloseTo(0.020833333333, within(EXACT));
  }

  @Test
  void offerThatTakesNothingIsNoBet() {
    PricedLine line =
        lines(
                Bankroll.UNKNOWN,
                total("pinnacle", 41.5, 2, 2, null),
                total("bet365", 41.5, 2.2, 1.7, 0.0),
                total("betmgm", 41.5, 1.9, 2.0, null))
            .get(0);

    Offer offer = offer(line, 0, "bet365");
    assertThat(offer.value().ev()).isCloseTo(0.1, within(EXACT));
    assertThat(offer.value().valueClass()).isNull();
    assertThat(offer.value().stake()).isZero();
    assertThat(line.arbitrage()).isNull(); // 2.2 with 2.0 would be one
  }

  private static double stake(Bankroll bankroll, MarketSnapshot... snapshots) {
    return offer(lines(bankroll, snapshots).get(0), 0, "bet365").value().stake();
  }

  private static List<PricedLine> lines(Bankroll bankroll, MarketSnapshot... snapshots) {
    PricingTerms terms =
        new PricingTerms(new BetType("totals"), Shape.OVER_UNDER, BetTypeSettings.defaults(), 1);
    return new EvCalculator(new FeeTable(Map.of(), bankroll))
        .price(book(snapshots).lines(Shape.OVER_UNDER).values(), terms);
  }

  private static MarketSnapshot total(
      String bookmaker, double point, double over, double under, Double limit) {
    return quoted(
        bookmaker,
        "totals",
        new Outcome("Over", null, point, over, null, limit),
        new Outcome("Under", null, point, under, null, limit));
  }
}
