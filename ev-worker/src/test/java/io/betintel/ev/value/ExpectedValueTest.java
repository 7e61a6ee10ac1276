package io.betintel.ev.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.priced.ValueClass;
import org.junit.jupiter.api.Test;

class ExpectedValueTest {
  private static final double EXACT = 1e-12;

  @Test
  void sixtyPercentAtPlus120() {
    // 0.60 x 2.2 - 1 = 0.32; Kelly (1.2 x 0.6 - 0.4) / 1.2 = 0.266667
    assertThat(ExpectedValue.of(0.60, 2.2)).isCloseTo(0.32, within(EXACT));
    assertThat(ExpectedValue.kelly(0.60, 2.2)).isCloseTo(0.266666666667, within(EXACT));
  }

  @Test
  void exchangeFeeIsTakenFromTheProfit() {
    // 2.5 less 2 %: 1 + 1.5 x 0.98 = 2.47; 0.45 x 2.47 - 1 = 0.1115
    double net = ExpectedValue.netPrice(2.5, 0.02);

    assertThat(net).isCloseTo(2.47, within(EXACT));
    assertThat(ExpectedValue.of(0.45, net)).isCloseTo(0.1115, within(EXACT));
  }

  @Test
  void nothingIsStakedOnANegativeEdge() {
    assertThat(ExpectedValue.kelly(0.4, 2.2)).isZero();
  }

  @Test
  void classesBeginWhereTheOriginalSystemsDid() {
    assertThat(ValueClass.of(0.045, 0.045)).isEqualTo(ValueClass.TAKE);
    assertThat(ValueClass.of(0.0449, 0.045)).isEqualTo(ValueClass.MARGINAL);
    assertThat(ValueClass.of(0, 0.045)).isEqualTo(ValueClass.NONE);
  }
}
