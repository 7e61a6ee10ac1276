package io.betintel.ev.value;

import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.at;
import static io.betintel.ev.market.Snapshots.outcome;
import static io.betintel.ev.market.Snapshots.quoted;
import static io.betintel.ev.value.Pricing.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.Snapshots;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.EvByMethod;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.ValueClass;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which offers are valued, classed, best and top. Pinnacle quotes 2.00 twice: p is one half. */
class OfferRulesTest {
  private static final double EXACT = 1e-12;
  private static final MarketSnapshot PINNACLE = total("pinnacle", 2, 2);

  @Test
  void staleOfferIsValuedAndNeitherClassedNorBestNorTop() {
    MarketSnapshot old = total(NOON.minus(Duration.ofMinutes(21)), "bet365", 2.2, 1.8);
    PricedLine line = line("{}", PINNACLE, old, total("betmgm", 2.02, 1.9));

    Offer stale = offer(line, 0, "bet365");
    assertThat(stale.flags()).containsExactly(Offer.Flag.STALE);
    assertThat(stale.value().ev()).isCloseTo(0.1, within(EXACT)); // .5 x 2.2 - 1
    assertThat(stale.value().valueClass()).isNull();
    assertThat(stale.value().stake()).isZero();
    assertThat(line.outcomes().get(0).best().bookmaker()).isEqualTo(new Bookmaker("betmgm"));
    assertThat(line.outcomes().get(0).top().bookmaker()).isEqualTo(new Bookmaker("betmgm"));
  }

  @Test
  void offerIsStaleSoonerInPlay() {
    // Lions play Bears at 18:00. Quoted at 18:00, seen at 18:03:00 and a little later.
    Instant start = Snapshots.MATCH.commenceTime();
    MarketSnapshot quoted = total(start, "bet365", 2.2, 1.8);

    assertThat(
            offer(line("{}", total(start.plusSeconds(180), "pinnacle", 2, 2), quoted), 0, "bet365")
                .flags())
        .isEmpty();
    assertThat(
            offer(
                    line("{}", total(start.plusMillis(180_001), "pinnacle", 2, 2), quoted),
                    0,
                    "bet365")
                .flags())
        .containsExactly(Offer.Flag.STALE);
  }

  @Test
  void probableErrorIsMarkedAndNotHidden() {
    // .5 x 2.5 - 1 = .25, above a fifth.
    PricedLine line = line("{}", PINNACLE, total("bet365", 2.5, 1.5), total("betmgm", 2.1, 1.8));

    Offer best = line.outcomes().get(0).best();
    assertThat(best.bookmaker()).isEqualTo(new Bookmaker("bet365"));
    assertThat(best.suspect()).isTrue();
    assertThat(best.value().valueClass()).isEqualTo(ValueClass.TAKE);
    assertThat(offer(line, 0, "betmgm").suspect()).isFalse();
  }

  @Test
  void offerOutsideTheRangeOfFairOddsIsOnlyValued() {
    // 1.05/15: S = 1.0190476, fair odds 1.07 and 15.2857.
    MarketSnapshot favourite = total("pinnacle", 1.05, 15);
    PricedLine line = line("{\"maximum_fair_odds\": 11}", favourite, total("bet365", 1.08, 16));

    Offer longShot = offer(line, 1, "bet365");
    assertThat(longShot.flags()).containsExactly(Offer.Flag.FAIR_ODDS);
    assertThat(longShot.value().ev()).isPositive();
    assertThat(longShot.value().valueClass()).isNull();
    assertThat(longShot.value().stake()).isZero();
    assertThat(line.outcomes().get(1).best()).isNull();
    assertThat(line.outcomes().get(1).top()).isEqualTo(longShot);
    assertThat(line.outcomes().get(0).best()).isEqualTo(offer(line, 0, "bet365"));
  }

  @Test
  void tooFewOtherReferencesAreNoMissingReference() {
    PricedLine line = line("{\"minimum_references\": 2}", PINNACLE, total("fanduel", 1.9, 2));

    assertThat(line.notPriced()).isNull();
    assertThat(offer(line, 0, "pinnacle").flags()).containsExactly(Offer.Flag.TOO_FEW_BOOKS);
    assertThat(offer(line("{}", PINNACLE), 0, "pinnacle").flags())
        .containsExactly(Offer.Flag.NO_REFERENCE);
  }

  @Test
  void topIsTheHighestPriceAfterFeesOfALineWithoutAFairPrice() {
    // Betfair's 2.1 less 5 % of 1.1 is 2.045.
    PricedLine line =
        line("{}", total("betfair", 2.1, 1.9), total("bet365", 2.05, 1.8), total("b", 2.05, 1));

    assertThat(line.notPriced()).isEqualTo(NotPriced.NO_REFERENCE);
    assertThat(line.outcomes().get(0).top().bookmaker()).isEqualTo(new Bookmaker("b"));
    assertThat(line.outcomes().get(1).top().bookmaker()).isEqualTo(new Bookmaker("betfair"));
  }

  @Test
  void fairPriceIsSaidInBothForms() {
    // 1.5/3: S = 1, p = 2/3 and 1/3: 1.5 is -200, 3 is +200.
    PricedLine line = line("{}", total("pinnacle", 1.5, 3));

    assertThat(line.outcomes().get(0).fairPrice()).isCloseTo(1.5, within(EXACT));
    assertThat(line.outcomes().get(0).fairAmerican()).isCloseTo(-200, within(1e-9));
    assertThat(line.outcomes().get(1).fairAmerican()).isCloseTo(200, within(1e-9));
    assertThat(line("{}", PINNACLE).outcomes().get(0).fairAmerican()).isEqualTo(100);
  }

  @Test
  void referenceSaysOverroundHoldMethodAndAge() {
    // 1.9/1.9: S = 1.0526316, overround 5.26316 %, hold 1 - 1.9/2 = 5 %.
    PricedLine line =
        line(
            "{\"method\": \"shin\"}",
            total(NOON.minusSeconds(90), "pinnacle", 1.9, 1.9),
            total("bet365", 1.9, 1.9));

    assertThat(line.references())
        .singleElement()
        .satisfies(
            reference -> {
              assertThat(reference.weight()).isEqualTo(1);
              assertThat(reference.overround()).isCloseTo(0.0526315789474, within(EXACT));
              assertThat(reference.hold()).isCloseTo(0.05, within(EXACT));
              assertThat(reference.method()).isEqualTo(Method.SHIN);
              assertThat(reference.age()).isEqualTo(Duration.ofSeconds(90));
            });
  }

  @Test
  void offerIsValuedUnderEveryMethod() {
    // 2.6/2.4/4.3 at the only reference; Shin's .37299, .40478, .22222 are mberk/shin's own.
    PricedLine line =
        Pricing.lines(
                Shape.WINNER,
                "{}",
                match("pinnacle", 2.6, 2.4, 4.3),
                match("bet365", 2.7, 2.5, 4.5))
            .get(0);

    EvByMethod evs = offer(line, 0, "bet365").value().evByMethod();
    assertThat(evs.under(Method.SHIN)).isCloseTo(0.37299 * 2.7 - 1, within(2e-5));
    // S = 1.0338401; additive: .3846154 - .0112800 = .3733354; .3733354 x 2.7 - 1 = .0080055
    assertThat(evs.under(Method.ADDITIVE)).isCloseTo(0.0080055, within(1e-6));
  }

  private static PricedLine line(String settings, MarketSnapshot... snapshots) {
    return Pricing.lines(Shape.OVER_UNDER, settings, snapshots).get(0);
  }

  private static MarketSnapshot total(String bookmaker, double over, double under) {
    return total(NOON, bookmaker, over, under);
  }

  /** A price of 1 is not an offer. */
  private static MarketSnapshot total(Instant when, String bookmaker, double over, double under) {
    Outcome first = outcome("Over", 41.5, over);
    return under == 1
        ? at(when, bookmaker, "totals", first)
        : at(when, bookmaker, "totals", first, outcome("Under", 41.5, under));
  }

  private static MarketSnapshot match(String bookmaker, double home, double away, double draw) {
    return quoted(
        bookmaker,
        "h2h",
        outcome("Lions", null, home),
        outcome("Bears", null, away),
        outcome("Draw", null, draw));
  }
}
