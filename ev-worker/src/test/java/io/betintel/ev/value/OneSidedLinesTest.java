package io.betintel.ev.value;

import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.at;
import static io.betintel.ev.value.Pricing.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PriceSource;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.ValueClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scorers of whom references quote Yes alone. FanDuel quotes players A, B and C at -110 both ways:
 * its usual sum of inverse odds is 22/21. It has Yes of D at 3.0.
 *
 * <p>By the usual margin D has 0.333333 / 1.047619 = 0.318182. What the margin may be gives
 * 0.297707 to 0.321728 (see {@code OneSidedMarginTest}), an error of 0.006005. Bookmakers disagree
 * by 0.028 standard deviations, of which the density at 0.318182 (z = -0.4728), 0.356756, makes
 * 0.009989. Both together: 0.011655. 2.9 of it are 0.033800, which leaves 0.284381: the worst case.
 */
class OneSidedLinesTest {
  private static final double EVEN = 1 + 100 / 110.0;
  private static final double NONE = Double.NaN;

  /** The smaller probability and its bounds keep 12 binary digits behind the first. */
  private static final Offset<Double> ROUNDED = within(4e-5);

  private static final MarketSnapshot FANDUEL =
      scorers(NOON, "fanduel", EVEN, EVEN, EVEN, EVEN, EVEN, EVEN, 3.0, NONE);

  @Test
  void yesAloneIsPricedByItsBookmakersUsualMargin() {
    PricedLine line = line("D", "{}", FANDUEL, yes("betmgm", 3.5));

    assertThat(line.notPriced()).isNull();
    assertThat(line.nearness().source()).isEqualTo(PriceSource.ONE_SIDED);
    assertThat(line.nearness().distance()).isZero();
    assertThat(line.nearness().standardError()).isCloseTo(0.011655, within(2e-6));
    assertThat(line.outcomes().get(0).fairProbability()).isCloseTo(0.318182, ROUNDED);
    assertThat(line.outcomes().get(1).fairProbability()).isCloseTo(0.681818, ROUNDED);
    assertThat(line.references()).isEmpty(); // nobody quotes the whole line
    Offer offer = offer(line, 0, "betmgm");
    assertThat(offer.flags()).containsExactly(Offer.Flag.ONE_SIDED);
    assertThat(offer.value().nearness().source()).isEqualTo(PriceSource.ONE_SIDED);
    assertThat(offer.value().references()).extracting(Object::toString).containsExactly("fanduel");
    // .318182 x 3.5 - 1, and .284381 x 3.5 - 1.
    assertThat(offer.value().ev()).isCloseTo(0.11364, within(2e-4));
    assertThat(offer.value().evLower()).isCloseTo(-0.00467, within(2e-4));
    assertThat(offer.value().worstCaseEv()).isEqualTo(offer.value().evLower());
  }

  @Test
  void takeNeedsAPositiveWorstCase() {
    // At 3.5 the EV is .1136, far above .045, and -.0047 in the worst case.
    Offer.Value loses = offer(line("D", "{}", FANDUEL, yes("betmgm", 3.5)), 0, "betmgm").value();
    assertThat(loses.valueClass()).isEqualTo(ValueClass.MARGINAL);
    assertThat(loses.stake()).isZero();

    // At 3.6 it is .284381 x 3.6 - 1 = .0238: a quarter of Kelly's .0238 / 2.6 = .00914.
    Offer.Value wins = offer(line("D", "{}", FANDUEL, yes("betmgm", 3.6)), 0, "betmgm").value();
    assertThat(wins.valueClass()).isEqualTo(ValueClass.TAKE);
    assertThat(wins.stake()).isCloseTo(0.00229, within(2e-5));

    // At 3.2 the EV is .0182: marginal, whatever the worst case is. At 3.0 it is below 0.
    assertThat(offer(line("D", "{}", FANDUEL, yes("betmgm", 3.2)), 0, "betmgm").value())
        .extracting(Offer.Value::valueClass)
        .isEqualTo(ValueClass.MARGINAL);
    assertThat(offer(line("D", "{}", FANDUEL, yes("betmgm", 3.0)), 0, "betmgm").value())
        .extracting(Offer.Value::valueClass)
        .isEqualTo(ValueClass.NONE);
  }

  /** The longest margin of 1.059 leaves a scorer at 15.0 0.012180 by the power method. */
  @Test
  void longShotIsNoTakeUnlessMostOfTheMarginCannotBeInIt() {
    MarketSnapshot fanduel =
        scorers(NOON, "fanduel", EVEN, EVEN, EVEN, EVEN, EVEN, EVEN, 15.0, NONE);

    PricedLine line = line("D", "{\"suspect_ev\": 100}", fanduel, yes("betmgm", 40));
    assertThat(line.outcomes().get(0).fairProbability()).isCloseTo(0.063636, ROUNDED);
    // .063636 x 40 - 1 = 1.55 and .01218 x 40 - 1 = -.51.
    assertThat(offer(line, 0, "betmgm").value().valueClass()).isEqualTo(ValueClass.MARGINAL);
    assertThat(offer(line, 0, "betmgm").value().evLower()).isCloseTo(-0.5128, within(1e-3));
    // .01218 x 90 - 1 = .096.
    assertThat(
            offer(line("D", "{\"suspect_ev\": 100}", fanduel, yes("betmgm", 90)), 0, "betmgm")
                .value()
                .valueClass())
        .isEqualTo(ValueClass.TAKE);
  }

  @Test
  void noAloneIsTheOtherSide() {
    MarketSnapshot no = scorers(NOON, "fanduel", EVEN, EVEN, EVEN, EVEN, EVEN, EVEN, NONE, 3.0);

    PricedLine line = line("D", "{}", no, yes("betmgm", 1.5));

    assertThat(line.outcomes().get(1).fairProbability()).isCloseTo(0.318182, ROUNDED);
    // Yes has .681818, and at the least 1 - .351982 = .648018: -.028.
    assertThat(offer(line, 0, "betmgm").value().evLower()).isCloseTo(-0.02797, within(2e-4));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void fewerThanThreeTwoSidedQuotesSayNoMargin(int quotes) {
    double[] prices = {NONE, NONE, NONE, NONE, NONE, NONE, 3.0, NONE};
    for (int i = 0; i < 2 * quotes; i++) {
      prices[i] = EVEN;
    }

    PricedLine line = line("D", "{}", scorers(NOON, "fanduel", prices), yes("betmgm", 3.5));

    assertThat(line.notPriced()).isEqualTo(NotPriced.ONE_SIDED);
    assertThat(line.nearness()).isNull();
    assertThat(offer(line, 0, "betmgm").value()).isNull();
  }

  /** BetMGM's two-sided quotes say nothing of FanDuel's margin, and its own Yes is no reference. */
  @Test
  void marginIsOfTheSameBookmaker() {
    MarketSnapshot betmgm = scorers(NOON, "betmgm", EVEN, EVEN, EVEN, EVEN, EVEN, EVEN, 3.2, NONE);

    assertThat(line("D", "{}", yes("fanduel", 3.0), betmgm).notPriced())
        .isEqualTo(NotPriced.ONE_SIDED);
  }

  @Test
  void bookmakerNeverValuesItsOwnSide() {
    Offer own = offer(line("D", "{}", FANDUEL, yes("betmgm", 3.5)), 0, "fanduel");

    assertThat(own.value()).isNull();
    assertThat(own.flags()).containsExactly(Offer.Flag.NO_REFERENCE);
  }

  @Test
  void wholeQuoteOfAReferenceComesFirst() {
    PricedLine line =
        line("D", "{}", FANDUEL, scorers(NOON, "pinnacle", quote(2.9, 1.5)), yes("betmgm", 3.5));

    // 1/2.9 = .344828 and 1/1.5: .344828 / 1.011494 = .340909.
    assertThat(line.nearness().source()).isEqualTo(PriceSource.QUOTED);
    assertThat(line.outcomes().get(0).fairProbability()).isCloseTo(0.340909, within(1e-6));
    // Pinnacle's own offer has nothing but FanDuel's single side.
    Offer own = offer(line, 0, "pinnacle");
    assertThat(own.flags()).containsExactly(Offer.Flag.ONE_SIDED);
    assertThat(own.value().fairProbability()).isCloseTo(0.318182, ROUNDED);
    assertThat(offer(line, 0, "betmgm").flags()).isEmpty();
  }

  @Test
  void enoughReferencesAreNeededHereToo() {
    assertThat(line("D", "{\"minimum_references\": 2}", FANDUEL, yes("betmgm", 3.5)).notPriced())
        .isEqualTo(NotPriced.ONE_SIDED);
  }

  @Test
  void sidesThatAreTooOldOrTwiceSayNothing() {
    MarketSnapshot old =
        scorers(NOON.minusSeconds(1_201), "fanduel", EVEN, EVEN, EVEN, EVEN, EVEN, EVEN, 3.0, NONE);
    assertThat(line("D", "{}", old, yes("betmgm", 3.5)).notPriced()).isEqualTo(NotPriced.ONE_SIDED);

    List<Outcome> twice = new ArrayList<>(FANDUEL.outcomes());
    twice.add(Outcome.of("Yes", "D", null, 3.1));
    MarketSnapshot ambiguous =
        at(NOON, "fanduel", "player_anytime_td", twice.toArray(new Outcome[0]));
    assertThat(line("D", "{}", ambiguous, yes("betmgm", 3.5)).notPriced())
        .isEqualTo(NotPriced.AMBIGUOUS);
  }

  /** Its usual margin is below nothing: 1/1.01 is more than 2/2.1, so nothing is left for No. */
  @Test
  void sideThatIsShorterThanTheMarginHasNoPrice() {
    MarketSnapshot odd = scorers(NOON, "fanduel", 2.1, 2.1, 2.1, 2.1, 2.1, 2.1, 1.01, NONE);

    assertThat(line("D", "{}", odd, yes("betmgm", 3.5)).notPriced()).isEqualTo(NotPriced.ONE_SIDED);
  }

  private static double[] quote(double yes, double no) {
    return new double[] {NONE, NONE, NONE, NONE, NONE, NONE, yes, no};
  }

  private static MarketSnapshot yes(String bookmaker, double price) {
    return scorers(NOON, bookmaker, quote(price, NONE));
  }

  /** Of each player, from A, the prices of Yes and No. */
  private static MarketSnapshot scorers(Instant when, String bookmaker, double... prices) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < prices.length; i++) {
      if (!Double.isNaN(prices[i])) {
        String player = String.valueOf((char) ('A' + i / 2));
        outcomes.add(Outcome.of(i % 2 == 0 ? "Yes" : "No", player, null, prices[i]));
      }
    }
    return at(when, bookmaker, "player_anytime_td", outcomes.toArray(new Outcome[0]));
  }

  private static PricedLine line(String player, String settings, MarketSnapshot... snapshots) {
    return Pricing.lines(Shape.YES_NO, settings, snapshots).stream()
        .filter(line -> player.equals(line.description()))
        .findFirst()
        .orElseThrow();
  }
}
