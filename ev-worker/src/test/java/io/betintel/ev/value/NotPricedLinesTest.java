package io.betintel.ev.value;

import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.at;
import static io.betintel.ev.market.Snapshots.book;
import static io.betintel.ev.market.Snapshots.outcome;
import static io.betintel.ev.market.Snapshots.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.SettingsOf;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape of the catalogue, and why a line of it has no price. */
class NotPricedLinesTest {
  private static final EvCalculator CALCULATOR = new EvCalculator(new FeeTable(Map.of()));

  @Test
  void winnerNeedsBothTeams() {
    assertThat(only(Shape.WINNER, quoted("pinnacle", "h2h", outcome("Lions", null, 1.9))))
        .extracting(PricedLine::notPriced, line -> line.id().text())
        .containsExactly(NotPriced.ONE_SIDED, "match-1|h2h|||Lions");
    assertThat(
            only(
                Shape.WINNER,
                quoted("pinnacle", "h2h", outcome("Lions", null, 1.9), outcome("Cubs", null, 2.0))))
        .extracting(PricedLine::notPriced)
        .isEqualTo(NotPriced.SHAPE);
    assertThat(
            only(
                Shape.WINNER,
                quoted("pinnacle", "h2h", outcome("Lions", 1.5, 1.9), outcome("Bears", 1.5, 2.0))))
        .extracting(PricedLine::notPriced)
        .isEqualTo(NotPriced.SHAPE);
  }

  @Test
  void threeWayIsNoReferenceForTwoWay() {
    List<PricedLine> lines =
        price(
            Shape.WINNER,
            quoted(
                "pinnacle",
                "h2h",
                outcome("Lions", null, 2.5),
                outcome("Bears", null, 2.9),
                outcome("Draw", null, 3.3)),
            quoted("bet365", "h2h", outcome("Lions", null, 1.8), outcome("Bears", null, 2.0)));

    assertThat(lines)
        .extracting(line -> line.id().text(), PricedLine::notPriced)
        .containsExactlyInAnyOrder(
            tuple("match-1|h2h|||Bears/Draw/Lions", null),
            tuple("match-1|h2h|||Bears/Lions", NotPriced.NOT_EXHAUSTIVE));
  }

  @Test
  void overUnderIsOneLinePerDescriptionAndPoint() {
    List<PricedLine> lines =
        price(
            Shape.OVER_UNDER,
            quoted(
                "pinnacle",
                "player_points",
                prop("Over", "Curry", 25.5, 1.9),
                prop("Under", "Curry", 25.5, 1.9),
                prop("Over", "Curry", 30.5, 2.8),
                prop("Under", "Curry", 30.5, 1.4),
                prop("Over", "Green", 25.5, 11.0)));

    // 25.5 at 1.9 each: S = 2/1.9, p = .5. 30.5: 1/2.8 = .3571, 1/1.4 = .7143, p = 1/3.
    assertThat(lines)
        .extracting(line -> line.id().text(), PricedLine::notPriced)
        .containsExactly(
            tuple("match-1|player_points|Curry|25.5|", null),
            tuple("match-1|player_points|Curry|30.5|", null),
            tuple("match-1|player_points|Green|25.5|", NotPriced.ONE_SIDED));
    assertThat(lines.get(0).outcomes().get(0).fairProbability()).isCloseTo(0.5, within(1e-12));
    assertThat(lines.get(1).outcomes().get(0).fairProbability()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"betmgm", "unibet"}) // before and after Pinnacle in the order of keys
  void pointsOfOneBookmakerOnAWinnerMarketTakeOutItsQuoteAlone(String odd) {
    PricedLine line =
        only(
            Shape.WINNER,
            quoted(odd, "h2h", outcome("Lions", 0.0, 2.5), outcome("Bears", 0.0, 2.5)),
            quoted("pinnacle", "h2h", outcome("Lions", null, 1.9), outcome("Bears", null, 1.9)),
            quoted("bet365", "h2h", outcome("Lions", null, 2.1), outcome("Bears", null, 1.7)));

    // .5 at Pinnacle; Bet365's 2.1 for the Lions: .05. The odd book's 2.5 is of another bet.
    assertThat(line.notPriced()).isNull();
    assertThat(line.outcomes().get(0).best().value().ev()).isCloseTo(0.05, within(1e-12));
    assertThat(line.outcomes().get(0).top().bookmaker().key()).isEqualTo("bet365");
    assertThat(line.arbitrage()).isNull();
    assertThat(Pricing.offer(line, 0, odd).flags()).containsExactly(Offer.Flag.SHAPE);
    assertThat(Pricing.offer(line, 0, odd).value()).isNull();
  }

  @Test
  void pointsOfEveryBookmakerOnAWinnerMarketContradictItsShape() {
    assertThat(
            only(
                Shape.WINNER,
                quoted("pinnacle", "h2h", outcome("Lions", 1.0, 1.9), outcome("Bears", 1.0, 1.9))))
        .extracting(PricedLine::notPriced)
        .isEqualTo(NotPriced.SHAPE);
  }

  @Test
  void overUnderWithoutPointContradictsItsShape() {
    assertThat(only(Shape.OVER_UNDER, quoted("pinnacle", "totals", outcome("Over", null, 1.9))))
        .extracting(PricedLine::notPriced)
        .isEqualTo(NotPriced.SHAPE);
  }

  @Test
  void spreadAtZeroIsOneLineWhateverTheSignOfZero() {
    PricedLine line =
        only(
            Shape.SPREAD,
            quoted("pinnacle", "spreads", outcome("Lions", -0.0, 1.9), outcome("Bears", 0.0, 1.9)),
            quoted("bet365", "spreads", outcome("Lions", 0.0, 1.8), outcome("Bears", -0.0, 2.1)));

    assertThat(line.id().text()).isEqualTo("match-1|spreads||0|");
    assertThat(line.notPriced()).isNull();
    assertThat(line.outcomes()).extracting(PricedOutcome::point).containsExactly(0.0, 0.0);
    // p = .5 at Pinnacle; Bet365's 2.1 for the Bears: .5 x 2.1 - 1 = .05
    assertThat(line.outcomes().get(1).best().value().ev()).isCloseTo(0.05, within(1e-12));
  }

  @Test
  void quarterLineIsALineOfItsOwn() {
    List<PricedLine> lines =
        price(
            Shape.SPREAD,
            quoted(
                "pinnacle",
                "spreads",
                outcome("Lions", -0.25, 1.9),
                outcome("Bears", 0.25, 1.9),
                outcome("Lions", -0.5, 2.1),
                outcome("Bears", 0.5, 1.7)));

    assertThat(lines)
        .extracting(line -> line.id().text())
        .containsExactly("match-1|spreads||-0.25|", "match-1|spreads||-0.5|");
    assertThat(lines).extracting(PricedLine::notPriced).containsOnlyNulls();
  }

  @Test
  void spreadsOfOneSignAreTwoHalves() {
    assertThat(
            price(
                Shape.SPREAD,
                quoted(
                    "pinnacle", "spreads", outcome("Lions", 3.0, 1.9), outcome("Bears", 3.0, 1.9))))
        .extracting(line -> line.id().text(), PricedLine::notPriced)
        .containsExactly(
            tuple("match-1|spreads||-3|", NotPriced.ONE_SIDED),
            tuple("match-1|spreads||3|", NotPriced.ONE_SIDED));
  }

  @Test
  void yesAloneIsNeverTakenForTwoSides() {
    assertThat(only(Shape.YES_NO, quoted("pinnacle", "btts", outcome("Yes", null, 1.9))))
        .extracting(PricedLine::notPriced)
        .isEqualTo(NotPriced.ONE_SIDED);
    assertThat(
            only(
                Shape.YES_NO,
                quoted("pinnacle", "btts", outcome("No", null, 1.9), outcome("Yes", null, 1.9))))
        .satisfies(
            line -> {
              assertThat(line.notPriced()).isNull();
              assertThat(line.outcomes())
                  .extracting(PricedOutcome::name)
                  .containsExactly("Yes", "No");
            });
  }

  @Test
  void sidesFromTwoBooksDoNotMakeALineWhole() {
    assertThat(
            only(
                Shape.YES_NO,
                quoted("pinnacle", "btts", outcome("Yes", null, 1.9)),
                quoted("fanduel", "btts", outcome("No", null, 1.9))))
        .extracting(PricedLine::notPriced)
        .isEqualTo(NotPriced.ONE_SIDED);
  }

  @Test
  void manyOutcomesArePricedByTheirSet() {
    PricedLine line =
        only(
            Shape.N_WAY,
            quoted(
                "pinnacle",
                "correct_score",
                outcome("0-0", null, 4),
                outcome("1-0", null, 4),
                outcome("0-1", null, 4),
                outcome("other", null, 4)));

    // Four at 4: S = 1, p = 1/4 each.
    assertThat(line.outcomes()).extracting(PricedOutcome::fairProbability).containsOnly(0.25);
  }

  @Test
  void outcomeTwiceAtOnePriceIsOneOutcome() {
    PricedLine line =
        only(
            Shape.OVER_UNDER,
            quoted(
                "pinnacle",
                "totals",
                outcome("Over", 41.5, 1.9),
                outcome("Over", 41.5, 1.9),
                outcome("Under", 41.5, 1.9)));

    assertThat(line.notPriced()).isNull();
    assertThat(line.outcomes().get(0).offers()).hasSize(1);
  }

  @Test
  void outcomeTwiceAtTwoPricesIsNotPriced() {
    PricedLine line =
        only(
            Shape.OVER_UNDER,
            quoted(
                "pinnacle",
                "totals",
                outcome("Over", 41.5, 1.9),
                outcome("Over", 41.5, 2.0),
                outcome("Under", 41.5, 1.9)));

    assertThat(line.notPriced()).isEqualTo(NotPriced.AMBIGUOUS);
    assertThat(line.outcomes().get(0).offers().get(0).flags())
        .containsExactly(Offer.Flag.AMBIGUOUS);
  }

  @Test
  void referenceOlderThanTwentyMinutesIsStale() {
    // The market's time is noon: 11:40 is just young enough.
    Outcome[] even = {outcome("Over", 41.5, 1.9), outcome("Under", 41.5, 1.9)};
    MarketSnapshot other = at(NOON, "bet365", "totals", even);

    assertThat(
            only(
                Shape.OVER_UNDER,
                at(NOON.minus(Duration.ofMinutes(20)), "pinnacle", "totals", even),
                other))
        .extracting(PricedLine::notPriced)
        .isNull();
    assertThat(
            only(
                Shape.OVER_UNDER,
                at(NOON.minus(Duration.ofMinutes(20)).minusMillis(1), "pinnacle", "totals", even),
                other))
        .extracting(PricedLine::notPriced)
        .isEqualTo(NotPriced.STALE_REFERENCE);
  }

  @Test
  void tooFewReferencesAreSaid() {
    MarketBook book =
        book(quoted("pinnacle", "totals", outcome("Over", 41.5, 1.9), outcome("Under", 41.5, 1.9)));
    BetTypeSettings two = SettingsOf.json("{\"minimum_references\": 2}");

    assertThat(
            CALCULATOR.price(
                book.lines(Shape.OVER_UNDER).values().iterator().next(),
                entry("totals", Shape.OVER_UNDER, two)))
        .extracting(PricedLine::notPriced)
        .isEqualTo(NotPriced.TOO_FEW_BOOKS);
  }

  @ParameterizedTest
  @EnumSource(names = {"LAY", "OVER_ONLY", "DFS", "VARIOUS"})
  void whatOnlyLooksLikeAMarketIsStoredAndNeverPriced(Shape shape) {
    PricedLine line =
        only(
            shape,
            quoted(
                "pinnacle", "special", outcome("Lions", null, 1.9), outcome("Bears", null, 2.0)));

    assertThat(line.notPriced()).isEqualTo(NotPriced.SHAPE_NOT_PRICED);
    assertThat(line.shape()).isEqualTo(shape);
    assertThat(line.references()).isEmpty();
    assertThat(line.outcomes())
        .hasSize(2)
        .allSatisfy(
            outcome -> {
              assertThat(outcome.fairProbability()).isNull();
              assertThat(outcome.best()).isNull();
              assertThat(outcome.offers())
                  .singleElement()
                  .satisfies(
                      offer -> {
                        assertThat(offer.price()).isGreaterThan(1);
                        assertThat(offer.value()).isNull();
                      });
            });
  }

  private static Outcome prop(String name, String player, double point, double price) {
    return Outcome.of(name, player, point, price);
  }

  private static PricedLine only(Shape shape, MarketSnapshot... snapshots) {
    List<PricedLine> lines = price(shape, snapshots);
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  /** By line id. */
  private static List<PricedLine> price(Shape shape, MarketSnapshot... snapshots) {
    PricingTerms entry = entry(snapshots[0].betType().symbol(), shape, BetTypeSettings.defaults());
    return book(snapshots).lines(shape).values().stream()
        .map(line -> CALCULATOR.price(line, entry))
        .toList();
  }

  private static PricingTerms entry(String betType, Shape shape, BetTypeSettings settings) {
    return new PricingTerms(new BetType(betType), shape, settings, 1);
  }
}
