package io.betintel.ev.value;

import static io.betintel.ev.market.Snapshots.outcome;
import static io.betintel.ev.market.Snapshots.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.priced.Settlement;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stakes that come back do to a price, from first principles. */
class SettlementTest {

  @ParameterizedTest
  @CsvSource({
    "0, PUSH",
    "3, PUSH",
    "-7, PUSH",
    "0.5, FULL",
    "-3.5, FULL",
    "0.25, QUARTER",
    "-0.75, QUARTER",
    "2.75, QUARTER",
    "225.5, FULL",
    "0.1, FULL"
  })
  void pointSaysWhatMeetingItDoes(double point, Settlement settlement) {
    assertThat(Settlement.of(point)).isEqualTo(settlement);
  }

  @Test
  void onlyHandicapsAndTotalsReturnStakes() {
    assertThat(settlement(Shape.SPREAD, "Lions", -3.0, "Bears", 3.0)).isEqualTo(Settlement.PUSH);
    assertThat(settlement(Shape.SPREAD, "Lions", 0.25, "Bears", -0.25))
        .isEqualTo(Settlement.QUARTER);
    assertThat(settlement(Shape.OVER_UNDER, "Over", 41.5, "Under", 41.5))
        .isEqualTo(Settlement.FULL);
    assertThat(settlement(Shape.WINNER, "Lions", null, "Bears", null)).isEqualTo(Settlement.FULL);
    assertThat(settlement(Shape.YES_NO, "Lions", null, "Bears", null)).isNull();
    assertThat(settlement(Shape.LAY, "Lions", null, "Bears", null)).isNull();
  }

  /**
   * With w, u, l the chances of a win, a push, a loss, fair odds o* leave w (o* - 1) = l: so 1/o*
   * is w / (w + l), the chance of a win if there is no push, which is what odds without their
   * margin say. At other odds o a stake of 1 brings w (o - 1) - l.
   */
  @Property(seed = "20261101")
  void pushTakesItsShareOfTheEdge(
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double decidedWin,
      @ForAll @DoubleRange(min = 0, max = 0.5) double push,
      @ForAll @DoubleRange(min = 1.01, max = 100) double odds) {
    double win = decidedWin * (1 - push);
    double loss = (1 - decidedWin) * (1 - push);

    double brings = win * (odds - 1) - loss;

    double ev = ExpectedValue.of(win / (win + loss), odds);
    assertThat(brings).isCloseTo((1 - push) * ev, within(1e-9));
  }

  /**
   * With w, hw, hl, l the chances of a win, half a win, half a loss, a loss, fair odds o* leave (w
   * + hw/2)(o* - 1) = hl/2 + l: 1/o* is the part of the decided stake that wins.
   */
  @Property(seed = "20261101")
  void halfResultsTakeHalfTheirShare(
      @ForAll @DoubleRange(min = 0.05, max = 1) double w,
      @ForAll @DoubleRange(min = 0, max = 1) double hw,
      @ForAll @DoubleRange(min = 0, max = 1) double hl,
      @ForAll @DoubleRange(min = 0.05, max = 1) double l,
      @ForAll @DoubleRange(min = 1.01, max = 20) double odds) {
    double all = w + hw + hl + l;
    double win = (w + hw / 2) / all;
    double loss = (hl / 2 + l) / all;
    double half = (hw + hl) / all;

    double brings = win * (odds - 1) - loss;

    double ev = ExpectedValue.of(win / (win + loss), odds);
    assertThat(brings).isCloseTo((1 - half / 2) * ev, within(1e-9));
  }

  /** A push leaves the bankroll as it was: the fraction that is best without it is best with it. */
  @Property(seed = "20261101")
  void kellyIsExactForPushes(
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double decidedWin,
      @ForAll @DoubleRange(min = 0, max = 0.5) double push,
      @ForAll @DoubleRange(min = 1.05, max = 20) double odds) {
    double f = ExpectedValue.kelly(decidedWin, odds);
    if (f == 0) {
      return;
    }
    double win = decidedWin * (1 - push);
    double loss = (1 - decidedWin) * (1 - push);
    double slope = win * (odds - 1) / (1 + f * (odds - 1)) - loss / (1 - f);

    assertThat(slope).isCloseTo(0, within(1e-9));
  }

  /**
   * Where growth still rises at the fraction that is staked, too little is staked, not too much.
   */
  @Property(seed = "20261101")
  void kellyErrsOnTheSmallSideForQuarterLines(
      @ForAll @DoubleRange(min = 0.05, max = 1) double w,
      @ForAll @DoubleRange(min = 0, max = 1) double hw,
      @ForAll @DoubleRange(min = 0, max = 1) double hl,
      @ForAll @DoubleRange(min = 0.05, max = 1) double l,
      @ForAll @DoubleRange(min = 1.05, max = 20) double odds) {
    double win = w + hw / 2;
    double b = odds - 1;
    double f = ExpectedValue.kelly(win / (win + hl / 2 + l), odds);
    if (f == 0) {
      return;
    }
    double slope =
        w * b / (1 + f * b) + hw * (b / 2) / (1 + f * b / 2) - hl * 0.5 / (1 - f / 2) - l / (1 - f);

    assertThat(slope).isGreaterThanOrEqualTo(-1e-9);
  }

  private static Label<Settlement> settlement(
      Shape shape, String one, Double point, String two, Double otherPoint) {
    return Pricing.lines(
            shape,
            "{}",
            quoted("pinnacle", "special", outcome(one, point, 1.9), outcome(two, otherPoint, 1.9)))
        .get(0)
        .settlement();
  }
}
