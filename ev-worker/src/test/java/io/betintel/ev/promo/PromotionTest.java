package io.betintel.ev.promo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.odds.InvalidOddsException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionTest {
  private static final double EXACT = 1e-9;

  @Test
  void profitBoostPaysMoreForTheSameStake() {
    // 2.5 with 30 % more profit is 1 + 1.5 x 1.3 = 2.95: .38 x 2.95 - 1 = .121, 3.025 of 25.
    // Against 1.6: 25 x 2.95 / 1.6 = 46.09375; 73.75 come back of 71.09375 either way.
    PromotionValue value = value("boost:0.3:max=25", 2.5, 0.38, 1.6);

    assertThat(value.evRate()).isCloseTo(0.121, within(EXACT));
    assertThat(value.ev()).isCloseTo(3.025, within(EXACT));
    assertThat(value.hedgeStake()).isCloseTo(46.09375, within(EXACT));
    assertThat(value.certain()).isCloseTo(2.65625, within(EXACT));
    assertThat(value.certainRate()).isCloseTo(0.10625, within(EXACT));
  }

  @Test
  void boostThatIsCappedPaysNoMoreThanTheCap() {
    // 30 % of 25 x 1.5 are 11.25; at most 5: .38 x (37.5 + 5) - .62 x 25 = .65.
    assertThat(value("boost:0.3:max=25:extra=5", 2.5, 0.38, 1.6).ev())
        .isCloseTo(0.65, within(EXACT));
  }

  /**
   * Matched betting's formula for a bet whose stake is not returned: lay (o - 1) / (lay - fee) of
   * it. 10 at 5.0 against a lay at 5.2 with 5 %: 4 / 5.15 x 10 = 7.766990 are laid, which risks
   * 32.621359, and 95 % of them are 7.378641.
   */
  @Test
  void bonusBetByThePublishedFormulaOfMatchedBetting() {
    double against = 1 + 0.95 / 4.2; // per unit of liability

    PromotionValue value = value("bonus:max=10", 5, 0.19, against);

    assertThat(value.hedgeStake()).isCloseTo(32.621359223301, within(EXACT));
    assertThat(value.hedgeStake() / 4.2).isCloseTo(7.766990291262, within(EXACT));
    assertThat(value.certain()).isCloseTo(7.378640776699, within(EXACT));
    assertThat(value.ev()).isCloseTo(7.6, within(EXACT)); // .19 x 40
    assertThat(value.evRate()).isCloseTo(0.76, within(EXACT));
  }

  @Test
  void secondChanceReturnsBonusBetsWhichAreWorthLess() {
    // 100 at 2.0: .48 x 100 - .52 x (100 - 70) = 32.4. Against 1.9: won 100, lost -30, so 130 / 1.9
    // = 68.42 and 31.58 either way.
    PromotionValue value = value("second:max=100:convert=0.7", 2, 0.48, 1.9);

    assertThat(value.ev()).isCloseTo(32.4, within(EXACT));
    assertThat(value.hedgeStake()).isCloseTo(68.421052631579, within(EXACT));
    assertThat(value.certain()).isCloseTo(31.578947368421, within(EXACT));
    // Half of it comes back: lost -65.
    assertThat(value("second:0.5:max=100", 2, 0.48, 1.9).ev()).isCloseTo(14.2, within(EXACT));
  }

  @Test
  void depositMatchCostsItsRollover() {
    // 500 after bets of 2500 at 1.95 with p = .5, each unit of which loses .025: 500 - 62.5.
    // Hedged at 1.95 each unit loses .05: 375.
    PromotionValue value = value("match:1:max=500:rollover=5", 1.95, 0.5, 1.95);

    assertThat(value.ev()).isCloseTo(437.5, within(EXACT));
    assertThat(value.evRate()).isCloseTo(0.875, within(EXACT)); // per unit of the bonus
    assertThat(value.hedgeStake()).isCloseTo(2500, within(EXACT));
    assertThat(value.certain()).isCloseTo(375, within(EXACT));
    // Of both, 500 and a deposit of 1000 at a rate of one half: 5 x 1500 x .025 = 187.5.
    assertThat(value("match:0.5:max=500:rollover=5:of=both", 1.95, 0.5, 1.95).ev())
        .isCloseTo(312.5, within(EXACT));
    assertThat(value("match:1:max=500", 1.95, 0.5, Double.NaN).certain()).isEqualTo(500);
  }

  @Test
  void withoutAHedgeOrAProbabilityOneFigureIsMissing() {
    assertThat(value("bonus:25", 3, 0.3, Double.NaN).certain()).isNaN();
    assertThat(value("bonus:25", 3, 0.3, Double.NaN).ev()).isCloseTo(15, within(EXACT));
    assertThat(value("bonus:25", 3, Double.NaN, 1.4).ev()).isNaN();
    assertThat(value("bonus:25", 3, Double.NaN, 1.4).certain())
        .isCloseTo(14.285714285714, within(EXACT)); // 50 (1 - 1 / 1.4)
  }

  @Test
  void severalBetsAgainstOneAreOnePrice() {
    // 4 and 2.5: 1 / (.25 + .4).
    assertThat(PromotedBet.together(4, 2.5)).isCloseTo(1.538461538462, within(EXACT));
    assertThat(PromotedBet.together(1.9)).isCloseTo(1.9, within(EXACT));
    assertThat(PromotedBet.together(1.9, 1.9)).isNaN(); // returns less than it costs
    assertThat(PromotedBet.together()).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "boost",
        "boost:0",
        "boost:-0.3",
        "boost:0.3:25",
        "boost:0.3:most=25",
        "boost:0.3:max=25:max=30",
        "boost:NaN",
        "bonus:max=0",
        "second:1.5",
        "second:convert=2",
        "match:max=500",
        "match:1:of=deposit",
        "free:25"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Promotion.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("promo is \"" + text + "\"");
  }

  @Test
  void refusalSaysWhatIsAcceptedWithAndWithoutTheText() {
    assertThatThrownBy(() -> Promotion.parse("boost:3x"))
        .hasMessage(
            "promo is \"boost:3x\": the rate of boost is 3x: a number above 0 to 100 is needed")
        .extracting(e -> ((InvalidOddsException) e).accepted())
        .isEqualTo("the rate of boost is 3x: a number above 0 to 100 is needed");
  }

  @Property
  void profitIsTheSameEitherWay(
      @ForAll @DoubleRange(min = 1.05, max = 50) double price,
      @ForAll @DoubleRange(min = 1.02, max = 30) double hedge) {
    for (String text : new String[] {"boost:0.5:max=10", "bonus:max=10", "second:max=10"}) {
      Promotion.Returns returns = Promotion.parse(text).returns(price);
      PromotionValue value = Promotion.parse(text).on(new PromotedBet(price, 0.5, hedge));

      assertThat(returns.lost() + value.hedgeStake() * (hedge - 1))
          .as(text)
          .isCloseTo(value.certain(), within(1e-9 * (1 + Math.abs(value.certain()))));
    }
  }

  private static PromotionValue value(
      String promo, double price, double probability, double hedge) {
    return Promotion.parse(promo).on(new PromotedBet(price, probability, hedge));
  }
}
