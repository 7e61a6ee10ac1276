package io.betintel.ev.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DecimalsTest {
  @Test
  void numbersAreRoundedFromTheirExactValue() {
    // 2.675 is stored as 2.67499999999999982236431605997495353221893310546875.
    assertThat(Decimals.fixed(2.675, 2)).isEqualTo("2.67");
    assertThat(Decimals.fixed(-0.0, 1)).isEqualTo("0.0");
    assertThat(Decimals.fixed(null, 1)).isEqualTo("-");
  }

  @Test
  void signIsThereWhenTheRoundedNumberHasOne() {
    assertThat(Decimals.percent(0.0154, 1)).isEqualTo("+1.5");
    assertThat(Decimals.percent(-0.0154, 1)).isEqualTo("-1.5");
    assertThat(Decimals.percent(0.0004, 1)).isEqualTo("0.0");
  }

  @Test
  void plainNumbersHaveNoIdleZeros() {
    assertThat(Decimals.plain(100, 4)).isEqualTo("100");
    assertThat(Decimals.plain(0.0450, 4)).isEqualTo("0.045");
    assertThat(Decimals.plain(0.00001, 4)).isEqualTo("0");
  }
}
