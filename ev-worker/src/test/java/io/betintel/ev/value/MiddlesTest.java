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
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.PricedLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MiddlesTest {
  private static final double EXACT = 1e-12;
  private static final double EVEN = 1 + 100 / 110.0; // -110

  @Test
  void overAtTheLowerPointAndUnderAtTheHigherBothWinBetween() {
    // 1.909091 twice: L = 1.0476190; missed, 1 - 1/L = 4.545455 % are lost; hit, 2/L - 1 = 90.9091
    // %
    // are won. Half is staked on each.
    List<PricedLine> lines =
        totals(total("bet365", 41.5, EVEN, 1.7), total("betmgm", 44.5, 1.7, EVEN));

    assertThat(lines.get(1).middles()).isEmpty();
    assertThat(lines.get(0).middles())
        .singleElement()
        .satisfies(
            middle -> {
              assertThat(middle.other()).isEqualTo(lines.get(1).id());
              assertThat(middle.above()).isEqualTo(41.5);
              assertThat(middle.below()).isEqualTo(44.5);
              assertThat(middle.cost()).isCloseTo(0.045454545455, within(EXACT));
              assertThat(middle.profitIfHit()).isCloseTo(0.909090909091, within(EXACT));
              assertThat(middle.hitProbability()).isNull(); // no reference prices these
              assertThat(middle.suspect()).isFalse();
              assertThat(middle.legs())
                  .extracting(Leg::outcome, Leg::point, leg -> leg.bookmaker().key())
                  .containsExactly(tuple("Over", 41.5, "bet365"), tuple("Under", 44.5, "betmgm"));
              assertThat(middle.legs().get(0).stake()).isCloseTo(0.5, within(EXACT));
            });
  }

  @Test
  void handicapsOverlapByTheHomeSidesMargin() {
    // Lions -3.5 win by more than 3.5, Bears +6.5 if the Lions win by less than 6.5.
    List<PricedLine> lines =
        Pricing.lines(
            Shape.SPREAD,
            "{}",
            quoted("bet365", "spreads", outcome("Lions", -3.5, EVEN), outcome("Bears", 3.5, 1.7)),
            quoted("betmgm", "spreads", outcome("Lions", -6.5, 1.7), outcome("Bears", 6.5, EVEN)));

    Middle middle = line(lines, -3.5).middles().get(0);
    assertThat(line(lines, -6.5).middles()).isEmpty();
    assertThat(middle.above()).isEqualTo(3.5);
    assertThat(middle.below()).isEqualTo(6.5);
    assertThat(middle.legs())
        .extracting(Leg::outcome, Leg::point)
        .containsExactly(tuple("Lions", -3.5), tuple("Bears", 6.5));
  }

  @Test
  void bothSidesAsUnderdogsOverlapAroundADraw() {
    // Lions +1.5 at one book and Bears +2.5 at another: both win from -1.5 to 2.5.
    List<PricedLine> lines =
        Pricing.lines(
            Shape.SPREAD,
            "{}",
            quoted("bet365", "spreads", outcome("Lions", 1.5, EVEN), outcome("Bears", -1.5, 1.7)),
            quoted("betmgm", "spreads", outcome("Lions", -2.5, 1.7), outcome("Bears", 2.5, EVEN)));

    Middle middle = line(lines, 1.5).middles().get(0);
    assertThat(middle.above()).isEqualTo(-1.5);
    assertThat(middle.below()).isEqualTo(2.5);
  }

  @Test
  void withoutAWholeNumberBetweenNothingIsHit() {
    // 41 is a push at 41; 41.5 to 42 holds no result, 41 to 42.5 holds 42.
    assertThat(
            totals(total("bet365", 41.5, EVEN, 1.7), total("betmgm", 42.0, 1.7, EVEN))
                .get(1)
                .middles())
        .isEmpty();
    assertThat(
            line(totals(total("bet365", 41.0, EVEN, 1.7), total("betmgm", 42.5, 1.7, EVEN)), 41.0)
                .middles())
        .hasSize(1);
    assertThat(
            line(totals(total("bet365", 41.0, EVEN, 1.7), total("betmgm", 42.0, 1.7, EVEN)), 41.0)
                .middles())
        .isEmpty();
  }

  @Test
  void costIsLimitedByTheBetType() {
    MarketSnapshot low = total("bet365", 41.5, EVEN, 1.7);
    MarketSnapshot high = total("betmgm", 44.5, 1.7, EVEN);

    assertThat(
            line(Pricing.lines(Shape.OVER_UNDER, "{\"middle_cost\": 0.04}", low, high), 41.5)
                .middles())
        .isEmpty();
    assertThat(
            line(Pricing.lines(Shape.OVER_UNDER, "{\"middle_cost\": 0.06}", low, high), 41.5)
                .middles())
        .hasSize(1);
  }

  @Test
  void chanceOfAHitIsWhatBothFairPricesLeave() {
    // Pinnacle: 41.5 at 1.8/2.25 (S = 1, p over = .555556), 44.5 at 2.25/1.8 (p under = .555556):
    // between lies .555556 + .555556 - 1 = .111111.
    List<PricedLine> lines =
        totals(
            quoted(
                "pinnacle",
                "totals",
                outcome("Over", 41.5, 1.8),
                outcome("Under", 41.5, 2.25),
                outcome("Over", 44.5, 2.25),
                outcome("Under", 44.5, 1.8)),
            total("bet365", 41.5, EVEN, 1.7),
            total("betmgm", 44.5, 1.7, EVEN));

    assertThat(lines.get(0).middles().get(0).hitProbability())
        .isCloseTo(0.111111111111, within(EXACT));
  }

  @Test
  void staleOffersAndOtherPlayersAreNoPartOfIt() {
    MarketSnapshot stale =
        at(
            NOON.minus(Duration.ofMinutes(21)),
            "bet365",
            "totals",
            outcome("Over", 41.5, EVEN),
            outcome("Under", 41.5, 1.7));
    assertThat(totals(stale, total("betmgm", 44.5, 1.7, EVEN)))
        .allSatisfy(line -> assertThat(line.middles()).isEmpty());
    assertThat(
            totals(
                quoted(
                    "bet365",
                    "props",
                    prop("Over", "Curry", 20.5, EVEN),
                    prop("Under", "Curry", 20.5, 1.7)),
                quoted(
                    "betmgm",
                    "props",
                    prop("Over", "Green", 25.5, 1.7),
                    prop("Under", "Green", 25.5, EVEN))))
        .allSatisfy(line -> assertThat(line.middles()).isEmpty());
  }

  @Test
  void ofManyTheCheapestAreKept() {
    // Over 10.5 at 1.95 against Under at 12.5, 13.5 ... 21.5, priced 1.90, 1.91, ... 1.99: the last
    // five are the cheapest.
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      outcomes.add(outcome("Over", 12.5 + i, 1.5));
      outcomes.add(outcome("Under", 12.5 + i, (190 + i) / 100.0));
    }
    List<PricedLine> lines =
        totals(
            total("betmgm", 10.5, 1.95, 1.5),
            quoted("bet365", "totals", outcomes.toArray(Outcome[]::new)));

    assertThat(line(lines, 10.5).middles())
        .extracting(Middle::below)
        .containsExactly(21.5, 20.5, 19.5, 18.5, 17.5);
  }

  @Test
  void quarterLineWinsWhollyAQuarterFurtherOn() {
    // Over 2.25 is half on 2 and half on 2.5: 3 goals win both. Under 3.75 is half on 3.5 and half
    // on
    // 4: 3 goals win both. Over 2.75 is half on 3: 3 goals win but half, and 4 miss Under 3.75.
    Middle middle =
        line(totals(total("bet365", 2.25, EVEN, 1.7), total("betmgm", 3.75, 1.7, EVEN)), 2.25)
            .middles()
            .get(0);
    assertThat(middle.above()).isEqualTo(2.5);
    assertThat(middle.below()).isEqualTo(3.5);
    assertThat(
            line(totals(total("bet365", 2.75, EVEN, 1.7), total("betmgm", 3.75, 1.7, EVEN)), 2.75)
                .middles())
        .isEmpty();
  }

  /** Every pair of points, every result: what comes back, settled half by half. */
  @Property(tries = 300, seed = "20261101")
  void whateverTheResultTheAccountIsAsSaid(
      @ForAll @DoubleRange(min = 1.2, max = 5) double over,
      @ForAll @DoubleRange(min = 1.2, max = 5) double under,
      @ForAll @IntRange(min = 0, max = 10) int low,
      @ForAll @IntRange(min = 1, max = 16) int apart) {
    List<PricedLine> lines =
        Pricing.lines(
            Shape.OVER_UNDER,
            "{\"middle_cost\": 1}",
            total("bet365", low / 4.0, over, 1.1),
            total("betmgm", (low + apart) / 4.0, 1.1, under));

    for (Middle middle : line(lines, low / 4.0).middles()) {
      for (int goals = 0; goals < 10; goals++) {
        double back =
            middle.legs().get(0).stake() * returned(goals - low / 4.0, over)
                + middle.legs().get(1).stake() * returned((low + apart) / 4.0 - goals, under);
        if (goals > middle.above() && goals < middle.below()) {
          assertThat(back - 1).isCloseTo(middle.profitIfHit(), within(1e-9));
        } else {
          assertThat(back - 1).isGreaterThanOrEqualTo(-middle.cost() - 1e-9);
        }
      }
    }
  }

  /**
   * What a stake of 1 brings back.
   *
   * @param margin by how much the result is on the bet's side of the point
   */
  private static double returned(double margin, double odds) {
    if (margin == 0.25) {
      return (1 + odds) / 2;
    }
    if (margin == -0.25) {
      return 0.5;
    }
    return margin > 0 ? odds : margin == 0 ? 1 : 0;
  }

  private static PricedLine line(List<PricedLine> lines, double point) {
    return lines.stream().filter(line -> line.point() == point).findFirst().orElseThrow();
  }

  private static List<PricedLine> totals(MarketSnapshot... snapshots) {
    return Pricing.lines(Shape.OVER_UNDER, "{}", snapshots);
  }

  private static Outcome prop(String name, String player, double point, double price) {
    return Outcome.of(name, player, point, price);
  }

  private static MarketSnapshot total(String bookmaker, double point, double over, double under) {
    return quoted(
        bookmaker, "totals", outcome("Over", point, over), outcome("Under", point, under));
  }
}
