package io.betintel.ev.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.odds.Bookmaker;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeeTest {
  private static final double EXACT = 1e-12;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // 1 + 1.5 x .98.
        "0.02 | 2.5 | 2.47",
        // At 2 a contract costs .5 and its fee .07 x .25 = .0175: 1 / .5175.
        "0.07*p*(1-p) | 2 | 1.932367149758",
        // At 5 it costs .2, and .07 x .16 = .0112: 1 / .2112.
        "0.07*p*(1-p) | 5 | 4.734848484848",
        // .03 x .25 = .0075: 1 / .5075.
        "0.03*p*(1-p) | 2 | 1.970443349754",
        // .0175 is 2 cents for one contract: 1 / .52. For 100 it is 1.75, a whole number of cents.
        "0.07*p*(1-p) up 0.01 | 2 | 1.923076923077",
        "0.07*p*(1-p) up 0.01 per 100 | 2 | 1.932367149758",
        // Ten contracts: 17.5 cents are 18, .018 each: 1 / .518.
        "0.07*p*(1-p) up 0.01 per 10 | 2 | 1.930501930502",
        // .4 + .01 for a contract at 2.5: 1 / .41.
        "0.01 per contract | 2.5 | 2.439024390244",
        // Below 3 the first tier, 1 + 1 x .98; from 3 on the second, 1 + 2 x .95.
        "tiers(odds; 1: 0.02; 3: 0.05) | 2 | 1.98",
        "tiers(odds; 1: 0.02; 3: 0.05) | 3 | 2.9",
        // 2500 is in the second tier: 1 + 1 x .96.
        "tiers(volume 2500; 0: 0.05; 1000: 0.04; 5000: 0.03) | 2 | 1.96",
        "unknown | 2.02 | 2.02",
        "0 | 2.02 | 2.02"
      })
  void netPriceByEachForm(String form, double price, double net) {
    Fee fee = Fee.parse(form);

    assertThat(fee.netPrice(price)).isCloseTo(net, within(EXACT));
    assertThat(fee.text()).as("what is written is read again").isEqualTo(form);
    assertThat(Fee.parse(fee.text())).isEqualTo(fee);
  }

  /** A flat 6.8 % of the profit is near a curve of 7 %, and 3 % near one of 3 %. */
  @Test
  void curveIsNearAFlatFractionAtEvenOdds() {
    // .5 x 1.932367 - 1 is -3.3816 %; .5 x (1 + .932) - 1 is -3.4 %.
    assertThat(ExpectedValue.of(0.5, Fee.parse("0.07*p*(1-p)").netPrice(2)))
        .isCloseTo(-0.033816425121, within(EXACT));
    assertThat(ExpectedValue.of(0.5, Fee.parse("0.068").netPrice(2)))
        .isCloseTo(-0.034, within(EXACT));
    assertThat(ExpectedValue.of(0.5, Fee.parse("0.03*p*(1-p)").netPrice(2)))
        .isCloseTo(-0.014778325123, within(EXACT)); // 1 / 1.015 - 1
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.07p(1-p)",
        " 0.07 * p * ( 1 - p ) ",
        "7e-2*p*(1-p)",
        ".07 p(1 - p)",
      })
  void spellingsOfACurve(String text) {
    assertThat(Fee.parse(text)).isEqualTo(Fee.parse("0.07*p*(1-p)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "-0.02",
        "2%",
        "NaN",
        "0.07*p",
        "1.5*p*(1-p)",
        "0.07*p*(1-p) up 0.01 per 0",
        "1 per contract",
        "tiers(odds)",
        "tiers(odds; 3: 0.05; 1: 0.02)",
        "tiers(volume; 0: 0.05)",
        "tiers(odds 3; 1: 0.05)",
        "tiers(odds; 1: unknown)",
        "tiers(odds; 1: tiers(odds; 1: 0.02))",
        "none"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Fee.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusalNamesWhatIsAccepted() {
    assertThatThrownBy(() -> Fee.parse("2%"))
        .hasMessageStartingWith(
            "fee is \"2%\": accepted are a fraction of the profit such as 0.02");
  }

  @Property
  void noKnownFeeMakesAPriceBetterAndAHigherPriceStaysHigher(
      @ForAll @DoubleRange(min = 1.01, max = 1000) double price,
      @ForAll @DoubleRange(min = 0, max = 0.5) double rate) {
    for (Fee fee : new Fee[] {Fee.ofProfit(rate), new ContractFee(rate, 0, 0, 1)}) {
      assertThat(fee.netPrice(price)).isBetween(1.0, price + 1e-9 * price);
      assertThat(fee.netPrice(price * 1.01)).isGreaterThan(fee.netPrice(price));
    }
  }

  /** At 1.01 a contract costs .990099; a fee of one cent makes it 1.000099 for a return of 1. */
  @Test
  void feeThatIsMoreThanTheProfitLeavesNoStake() {
    double net = Fee.parse("0.07*p*(1-p) up 0.01").netPrice(1.01);

    assertThat(net).isCloseTo(0.999900999901, within(EXACT));
    assertThat(ExpectedValue.kelly(0.99, net)).isZero();
    assertThat(ExpectedValue.kelly(0.5, 1)).isZero();
  }

  @Test
  void settingAddsToTheDefaultsAndReplacesByKey() {
    FeeTable table = FeeTable.parse("novig=0,fourcx=unknown, kalshi=0.0175*p*(1-p)");

    assertThat(text(table, "novig")).isNull();
    assertThat(text(table, "fourcx")).isEqualTo("unknown");
    assertThat(text(table, "kalshi")).isEqualTo("0.0175*p*(1-p)");
    assertThat(text(table, "smarkets")).isEqualTo("0.02");
    assertThat(text(table, "pinnacle")).isNull();
  }

  @Test
  void settingOfTheFirstReleaseIsReadAsItWas() {
    FeeTable table = FeeTable.parse("novig=0.02,prophetx=2e-2,betfair=.05,matchbook=0.015");

    assertThat(text(table, "prophetx")).isEqualTo("0.02");
    assertThat(text(table, "betfair")).isEqualTo("0.05");
    assertThat(text(table, "matchbook")).isEqualTo("0.015");
  }

  private static String text(FeeTable table, String bookmaker) {
    return table.charge(new Bookmaker(bookmaker), false).text();
  }
}
