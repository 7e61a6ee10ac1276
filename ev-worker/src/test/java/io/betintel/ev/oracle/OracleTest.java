package io.betintel.ev.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The second implementation against published examples: it is no good if it errs itself. */
class OracleTest {
  private static final long NOON = 1_772_366_400_000L; // 2026-03-01T12:00Z

  @Test
  void multiplicativeExampleOfMinus150AndPlus120() {
    // -150 is 1 + 100/150, +120 is 2.2: r = .6 and .454545, S = 1.054545.
    double[] p = Devig.by("multiplicative", new double[] {1 + 100 / 150.0, 2.2});

    assertThat(p[0]).isCloseTo(0.56897, within(5e-6));
    assertThat(p[1]).isCloseTo(0.43103, within(5e-6));
  }

  @Test
  void shinExampleOfThreeOutcomes() {
    // mberk/shin's README: z = .01694.
    double[] p = Devig.by("shin", new double[] {2.6, 2.4, 4.3});

    assertThat(p[0]).isCloseTo(0.37299, within(5e-6));
    assertThat(p[1]).isCloseTo(0.40478, within(5e-6));
    assertThat(p[2]).isCloseTo(0.22222, within(1e-5));
  }

  @Test
  void everyMethodLeavesEvenOddsEvenAndAddsUpToOne() {
    for (String method : Devig.METHODS) {
      double[] even = Devig.by(method, new double[] {1.909, 1.909});
      double[] three = Devig.by(method, new double[] {1.5, 4.5, 7.0});

      assertThat(even[0]).as(method).isCloseTo(0.5, within(1e-12));
      assertThat(three[0] + three[1] + three[2]).as(method).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void closedFormsOfTwoOutcomes() {
    double[] odds = {1.4, 3.1}; // r = .7142857 and .3225806

    // Additive: half of the overround .0368664 off each. Shin is the same of two.
    assertThat(Devig.by("additive", odds)[0]).isCloseTo(0.69585253456, within(1e-10));
    assertThat(Devig.by("shin", odds)[0]).isCloseTo(0.69585253456, within(1e-10));
    // Odds ratio: sqrt(2.1) / (sqrt(.4) + sqrt(2.1)) = 1.449138 / 2.081593.
    assertThat(Devig.by("odds_ratio", odds)[0]).isCloseTo(0.6961676, within(1e-7));
    // Probit: Phi of half the difference of Phi^-1(.7142857) = .5659488 and Phi^-1(.3225806) =
    // -.4604945, which is Phi(.5132217).
    assertThat(Devig.by("probit", odds)[0]).isCloseTo(0.6961019, within(1e-7));
  }

  @Test
  void additiveLeavesALongShotNothing() {
    // r = .952381, .090909 and .01, so S - 1 = .05329: a third of it is more than .01.
    assertThat(Devig.by("additive", new double[] {1.05, 11, 100})).isNull();
  }

  @Test
  void normalCurveAtWellKnownPlaces() {
    assertThat(StandardNormal.below(1.959963984540054)).isCloseTo(0.975, within(1e-14));
    assertThat(StandardNormal.quantile(0.025)).isCloseTo(-1.959963984540054, within(1e-12));
  }

  @Test
  void valueOfTwoPublishedOffers() {
    Oracle oracle =
        new Oracle(
            Map.of("h2h", TypeRules.defaults("winner", true, 1)),
            Map.of("exchange", OracleFee.profit("0.02")));
    oracle.takeAll(
        List.of(
            quote("pinnacle", NOON, 1 + 100 / 105.0, 1 + 100 / 105.0),
            quote("draftkings", NOON, 1 + 100 / 110.0, 1 + 100 / 110.0),
            quote("fanduel", NOON, 1 + 100 / 108.0, 1 + 100 / 108.0),
            quote("exchange", NOON, 2.5, 1.5)));

    Figures line = oracle.lines().get("e|h2h|||A/H");

    assertThat(line.get("outcomes/0/fair_probability")).isEqualTo(0.5);
    // Net 1 + 1.5 * .98 = 2.47: EV = .5 * 2.47 - 1. Above .2, so suspect.
    assertThat((Double) line.get("outcomes/0/best_ev")).isCloseTo(0.235, within(1e-12));
    assertThat(line.get("outcomes/0/best_bookmaker")).isEqualTo("exchange");
    assertThat(line.get("outcomes/0/offers/1/flags")).isEqualTo("suspect");
    // Kelly .235 / 1.47 = .15986, a quarter of it .03997.
    assertThat((Double) line.get("outcomes/0/offers/1/stake")).isCloseTo(0.039966, within(1e-6));
    // Pinnacle is priced by the other two, a half each.
    assertThat(line.get("outcomes/0/offers/3/references")).isEqualTo("draftkings,fanduel");
  }

  @Test
  void laterQuoteWinsWheneverItIsSent() {
    Oracle oracle = new Oracle(Map.of("h2h", TypeRules.defaults("winner", true, 1)), Map.of());
    oracle.takeAll(
        List.of(quote("pinnacle", NOON + 1, 1.9, 2.0), quote("pinnacle", NOON, 1.1, 9.0)));

    assertThat(oracle.lines().get("e|h2h|||A/H").get("outcomes/0/offers/0/price")).isEqualTo(1.9);
  }

  @Test
  void unservedTypesAreParked() {
    Oracle oracle = new Oracle(Map.of("h2h", TypeRules.defaults("winner", false, 1)), Map.of());
    oracle.takeAll(List.of(quote("pinnacle", NOON, 1.9, 2.0)));

    assertThat(oracle.parked()).isEqualTo(Map.of("h2h", 1));
    assertThat(oracle.lines()).isEmpty();
  }

  private static OracleQuote quote(String book, long quotedAt, double home, double away) {
    return new OracleQuote(
        "e",
        "s",
        NOON + 3_600_000,
        "H",
        "A",
        "h2h",
        book,
        List.of(
            new SentPrice("H", null, null, home, null, null),
            new SentPrice("A", null, null, away, null, null)),
        quotedAt,
        quotedAt + 500,
        null);
  }
}
