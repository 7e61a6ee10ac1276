package io.betintel.ev.odds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AmericanOddsTest {
  // +150: 100 staked wins 150, so 250 comes back for 100. -150: 150 staked wins 100, so 250 comes
  // back for 150. +100 and -100 are both even money.
  @ParameterizedTest
  @CsvSource({
    "150, 2.5",
    "-150, 1.6666666666666667",
    "-110, 1.9090909090909092",
    "120, 2.2",
    "100, 2",
    "-100, 2",
    "-100000, 1.001",
  })
  void becomesDecimal(double american, double decimal) {
    assertThat(AmericanOdds.toDecimal(american)).isEqualTo(decimal, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 99.9, -99, 1.91, Double.NaN, Double.POSITIVE_INFINITY})
  void betweenMinusAndPlusOneHundredThereAreNone(double american) {
    assertThatExceptionOfType(InvalidOddsException.class)
        .isThrownBy(() -> AmericanOdds.toDecimal(american))
        .withMessageContaining("at least +100 or at most -100");
  }

  @Test
  void refusalNamesTheField() {
    assertThatExceptionOfType(InvalidOddsException.class)
        .isThrownBy(() -> AmericanOdds.toDecimal(50))
        .satisfies(refused -> assertThat(refused.field()).isEqualTo("price"));
  }
}
