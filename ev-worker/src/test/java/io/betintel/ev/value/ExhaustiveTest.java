package io.betintel.ev.value;

import static io.betintel.ev.market.Snapshots.MATCH;
import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.outcome;
import static io.betintel.ev.market.Snapshots.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bets are combined, and margins removed, only where exactly one of the outcomes wins. */
class ExhaustiveTest {
  private static final Bookmaker BETMGM = new Bookmaker("betmgm");

  @Test
  void twoSidesOfAMatchThatCanBeDrawnAreNoWholeSet() {
    // 1/1.25 + 1/13 = .8769: 14 % that a draw would take, and no price either, although Pinnacle's
    // 1.5/3.1 (S = .9892) would have a hold of -1.1 %, within the limits.
    PricedLine line =
        only(
            Shape.WINNER,
            match("soccer_epl", "h2h", "pinnacle", 1.5, 3.1),
            match("soccer_epl", "h2h", "bet365", 1.2, 13.0),
            match("soccer_epl", "h2h", "betmgm", 1.25, 9.0));

    assertThat(line.arbitrage()).isNull();
    assertThat(line.notPriced()).isEqualTo(NotPriced.NOT_EXHAUSTIVE);
    assertThat(line.outcomes())
        .flatExtracting(PricedOutcome::offers)
        .allSatisfy(offer -> assertThat(offer.value()).isNull());
  }

  @ParameterizedTest
  @CsvSource({
    "soccer_epl, draw_no_bet",
    "soccer_epl, to_qualify",
    "tennis_atp, h2h",
    "icehockey_nhl, h2h",
    "cricket_odi, h2h",
    "some_new_sport, h2h",
  })
  void twoSidesAreWholeWhereADrawIsNoResult(String sport, String betType) {
    // 2.1 and 2.0 at two bookmakers: L = .97619, as in ArbitrageTest.
    PricedLine line =
        only(
            Shape.WINNER,
            match(sport, betType, "pinnacle", 1.95, 1.9),
            match(sport, betType, "bet365", 2.1, 1.7),
            match(sport, betType, "betmgm", 1.8, 2.0));

    assertThat(line.notPriced()).isNull();
    assertThat(line.arbitrage().profit()).isCloseTo(0.024390243902, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "handball_germany, h2h",
    "rugbyunion_six_nations, h2h",
    "cricket_test_match, h2h",
    "icehockey_nhl, h2h_3_way_p1",
    "soccer_epl, corners_1x2",
  })
  void twoSidesAreNotWholeWhereADrawIsAResult(String sport, String betType) {
    PricedLine line =
        only(
            Shape.WINNER,
            match(sport, betType, "bet365", 2.1, 1.7),
            match(sport, betType, "betmgm", 1.8, 2.0));

    assertThat(line.notPriced()).isEqualTo(NotPriced.NOT_EXHAUSTIVE);
    assertThat(line.arbitrage()).isNull();
  }

  @Test
  void threeWayWithTheDrawIsWhole() {
    // 3.2, 3.3, 3.4: L = .3125 + .30303 + .294118 = .909648; 1/L - 1 = 9.9 %.
    Arbitrage arbitrage =
        only(
                Shape.WINNER,
                of("soccer_epl", "h2h", "bet365", field("Lions", 3.2, "Bears", 2.5, "Draw", 3.0)),
                of("soccer_epl", "h2h", "betmgm", field("Lions", 2.5, "Bears", 3.3, "Draw", 3.4)))
            .arbitrage();

    assertThat(arbitrage.profit()).isCloseTo(0.0993262, within(1e-6));
  }

  @Test
  void drawThatAnyBookmakerQuotesStopsTheArbitrageAndThatOfAReferenceThePrice() {
    MarketSnapshot[] two = {
      match("tennis_atp", "h2h", "pinnacle", 1.95, 1.9),
      match("tennis_atp", "h2h", "bet365", 2.1, 1.7),
      match("tennis_atp", "h2h", "betmgm", 1.8, 2.0)
    };
    Outcome[] three = field("Lions", 2.3, "Bears", 2.2, "Draw", 12);

    PricedLine besideAny = twoWay(with(two, of("tennis_atp", "h2h", "unibet", three)));
    PricedLine besideReference = twoWay(with(two, of("tennis_atp", "h2h", "fanduel", three)));

    assertThat(besideAny.arbitrage()).isNull();
    assertThat(besideAny.notPriced()).isNull();
    assertThat(besideReference.arbitrage()).isNull();
    assertThat(besideReference.notPriced()).isEqualTo(NotPriced.NOT_EXHAUSTIVE);
  }

  @Test
  void fieldNeedsAReferenceThatQuotesThatVerySetWithinItsHold() {
    // 3.0, 3.2, 3.3: 1/3 + .3125 + .30303 = .94886, 5.4 % of a field that has more runners.
    MarketSnapshot one = race("bet365", field("A", 3.0, "B", 3.1, "C", 3.1));
    MarketSnapshot other = race("betmgm", field("A", 2.9, "B", 3.2, "C", 3.3));
    // S = .344828 + .322581 + .3125 = .979909: hold -2.05 %. S = .94886: -5.39 %.
    MarketSnapshot within = race("pinnacle", field("A", 2.9, "B", 3.1, "C", 3.2));
    MarketSnapshot fails = race("pinnacle", field("A", 3.0, "B", 3.2, "C", 3.3));
    MarketSnapshot alsoWithin = race("fanduel", field("A", 2.8, "B", 2.9, "C", 2.9));

    assertThat(only(Shape.N_WAY, one, other).arbitrage()).isNull();
    assertThat(only(Shape.N_WAY, one, other, fails).arbitrage()).isNull();
    assertThat(only(Shape.N_WAY, one, other, fails).notPriced())
        .isEqualTo(NotPriced.REFERENCE_HOLD);
    assertThat(only(Shape.N_WAY, one, other, alsoWithin, fails).arbitrage()).isNull();
    assertThat(only(Shape.N_WAY, one, other, within).arbitrage().profit())
        .isCloseTo(0.0538922, within(1e-6));
  }

  @Test
  void largerFieldAtAnotherBookmakerSaysThatTheSmallerIsNotWhole() {
    MarketSnapshot[] three = {
      race("pinnacle", field("A", 2.9, "B", 3.1, "C", 3.2)),
      race("bet365", field("A", 3.0, "B", 3.1, "C", 3.1)),
      race("betmgm", field("A", 2.9, "B", 3.2, "C", 3.3))
    };
    MarketSnapshot four = race("unibet", field("A", 2.9, "B", 3.2, "C", 3.3, "D", 9));

    assertThat(only(Shape.N_WAY, three).arbitrage()).isNotNull();
    assertThat(lines(Shape.N_WAY, with(three, four)))
        .allSatisfy(line -> assertThat(line.arbitrage()).isNull());
  }

  @Test
  void oneBookmakerAloneIsNoArbitrageAndTheNextBestElsewhereIsTaken() {
    // 2.06 twice at one bookmaker; 2.05 for Under elsewhere: L = .485437 + .487805 = .973242.
    MarketSnapshot alone = total("bet365", 2.06, 2.06);

    assertThat(only(Shape.OVER_UNDER, alone).arbitrage()).isNull();
    Arbitrage arbitrage = only(Shape.OVER_UNDER, alone, total("betmgm", 1.8, 2.05)).arbitrage();
    assertThat(arbitrage.profit()).isCloseTo(0.0274939, within(1e-6));
    assertThat(arbitrage.legs())
        .extracting(leg -> leg.bookmaker().key())
        .containsExactly("bet365", "betmgm");
  }

  @Test
  void referenceOutsideItsHoldSpeaksAgainstAnySet() {
    // 2.3/2.3: S = .8696, a hold of -15 %.
    PricedLine line =
        only(
            Shape.OVER_UNDER,
            total("pinnacle", 2.3, 2.3),
            total("fanduel", 1.9, 1.9),
            total("bet365", 2.1, 1.7),
            total("betmgm", 1.8, 2.0));

    assertThat(line.notPriced()).isNull(); // by FanDuel
    assertThat(line.arbitrage()).isNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 1})
  void drawOfAThreeWayHandicapTakesItsBookmakersQuoteOut(double pointOfTheDraw) {
    // Three-way: Lions -1 at 3.1, the draw at 3.6, Bears +1 at 2.2. Without the draw S = .777.
    PricedLine line =
        twoWay(
            Shape.SPREAD,
            handicap("fanduel", 1.95, 1.9),
            handicap("bet365", 1.9, 1.95),
            quoted(
                "betmgm",
                "spreads",
                outcome("Lions", -1.0, 3.1),
                outcome("Draw", pointOfTheDraw, 3.6),
                outcome("Bears", 1.0, 2.2)));

    assertThat(line.notPriced()).isNull();
    assertThat(line.arbitrage()).isNull();
    assertThat(line.outcomes().get(0).top().bookmaker()).isNotEqualTo(BETMGM);
    assertThat(Pricing.offer(line, 0, "betmgm").flags()).containsExactly(Offer.Flag.SHAPE);
    assertThat(Pricing.offer(line, 0, "betmgm").value()).isNull();
  }

  @Test
  void threeWayHandicapWithoutItsDrawIsToldByItsHold() {
    PricedLine line =
        only(
            Shape.SPREAD,
            handicap("fanduel", 1.95, 1.9),
            handicap("caesars", 1.9, 1.95),
            handicap("bet365", 3.05, 2.15),
            handicap("betmgm", 3.1, 2.2));

    assertThat(line.arbitrage()).isNull();
    Offer offer = Pricing.offer(line, 0, "betmgm");
    assertThat(offer.flags()).containsExactly(Offer.Flag.SUSPECT, Offer.Flag.HOLD);
    assertThat(offer.value().valueClass()).isNull();
    assertThat(offer.value().stake()).isZero();
    assertThat(line.outcomes().get(0).best().bookmaker().key()).isEqualTo("caesars");
  }

  @Test
  void exactResultBesideATotalTakesItsBookmakersQuoteOut() {
    PricedLine line =
        twoWay(
            Shape.OVER_UNDER,
            total("bet365", 1.9, 1.9),
            quoted(
                "betmgm",
                "totals",
                outcome("Over", 41.0, 2.6),
                outcome("Exactly", 41.0, 8.0),
                outcome("Under", 41.0, 2.5)),
            quoted("unibet", "totals", outcome("Over", 41.0, 1.9), outcome("Under", 41.0, 1.9)));

    assertThat(Pricing.offer(line, 0, "betmgm").flags()).containsExactly(Offer.Flag.SHAPE);
    assertThat(line.arbitrage()).isNull();
  }

  @Test
  void middlesNeedTwoBookmakersAndTwoWholeSets() {
    MarketSnapshot low = totalAt("bet365", 41.5, 1.95, 1.8);
    MarketSnapshot high = totalAt("betmgm", 44.5, 1.8, 1.95);
    MarketSnapshot alone =
        quoted(
            "bet365",
            "totals",
            outcome("Over", 41.5, 1.95),
            outcome("Under", 41.5, 1.8),
            outcome("Over", 44.5, 1.8),
            outcome("Under", 44.5, 1.95));

    assertThat(lines(Shape.OVER_UNDER, low, high).get(0).middles()).hasSize(1);
    assertThat(lines(Shape.OVER_UNDER, alone).get(0).middles()).isEmpty();
    assertThat(
            lines(Shape.OVER_UNDER, low, high, totalAt("pinnacle", 44.5, 2.3, 2.3))
                .get(0)
                .middles())
        .isEmpty();
  }

  private static PricedLine twoWay(MarketSnapshot... snapshots) {
    return twoWay(Shape.WINNER, snapshots);
  }

  /** The line with two outcomes that the first bookmaker of the market by key quotes. */
  private static PricedLine twoWay(Shape shape, MarketSnapshot... snapshots) {
    return lines(shape, snapshots).stream()
        .filter(line -> line.outcomes().size() == 2)
        .filter(line -> !NotPriced.SHAPE.equals(line.notPriced()))
        .filter(line -> line.outcomes().get(0).offers().size() > 1)
        .findFirst()
        .orElseThrow();
  }

  private static PricedLine only(Shape shape, MarketSnapshot... snapshots) {
    assertThat(lines(shape, snapshots)).hasSize(1);
    return lines(shape, snapshots).get(0);
  }

  private static List<PricedLine> lines(Shape shape, MarketSnapshot... snapshots) {
    return Pricing.lines(shape, "{}", snapshots);
  }

  private static MarketSnapshot[] with(MarketSnapshot[] some, MarketSnapshot another) {
    MarketSnapshot[] all = Arrays.copyOf(some, some.length + 1);
    all[some.length] = another;
    return all;
  }

  private static MarketSnapshot match(
      String sport, String betType, String bookmaker, double home, double away) {
    return of(sport, betType, bookmaker, field("Lions", home, "Bears", away));
  }

  private static MarketSnapshot race(String bookmaker, Outcome... outcomes) {
    return quoted(bookmaker, "outrights", outcomes);
  }

  private static MarketSnapshot total(String bookmaker, double over, double under) {
    return totalAt(bookmaker, 41.0, over, under);
  }

  private static MarketSnapshot totalAt(String bookmaker, double point, double over, double under) {
    return quoted(
        bookmaker, "totals", outcome("Over", point, over), outcome("Under", point, under));
  }

  private static MarketSnapshot handicap(String bookmaker, double home, double away) {
    return quoted(bookmaker, "spreads", outcome("Lions", -1.0, home), outcome("Bears", 1.0, away));
  }

  private static MarketSnapshot of(
      String sport, String betType, String bookmaker, Outcome... outcomes) {
    SportingEvent event =
        new SportingEvent(
            MATCH.id(), sport, MATCH.commenceTime(), MATCH.homeTeam(), MATCH.awayTeam());
    return new MarketSnapshot(
        event, new BetType(betType), new Bookmaker(bookmaker), List.of(outcomes), NOON, NOON, null);
  }

  /** Names and prices in turn. */
  private static Outcome[] field(Object... namesAndPrices) {
    Outcome[] outcomes = new Outcome[namesAndPrices.length / 2];
    for (int i = 0; i < outcomes.length; i++) {
      double price = ((Number) namesAndPrices[2 * i + 1]).doubleValue();
      outcomes[i] = outcome((String) namesAndPrices[2 * i], null, price);
    }
    return outcomes;
  }
}
