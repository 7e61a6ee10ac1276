package io.betintel.ev.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {
  private static final double RELATIVE = 1e-15;

  /** The first three are those that Wichura (1988) publishes to test an implementation with. */
  @ParameterizedTest
  @CsvSource({
    "0.25, -0.6744897501960817",
    "0.001, -3.090232306167813",
    "1e-20, -9.262340089798408",
    // Abramowitz and Stegun (1964), 26.5, has their first digits: 1.95996, 2.57583, 4.26489.
    "0.025, -1.959963984540054",
    "0.005, -2.575829303548901",
    "0.00001, -4.264890793922825",
    "0.975, 1.959963984540054",
    "0.5, 0",
  })
  void quantiles(double probability, double x) {
    assertThat(NormalQuantile.of(probability)).isCloseTo(x, within(Math.abs(x) * RELATIVE));
  }

  /** With 60 digits of mpmath; on both sides of where one quotient ends and the next begins. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.8413447460685429",
    "-2, 0.022750131948179207",
    "-0.5, 0.3085375387259869",
    "-0.66291, 0.25369409838973994",
    "-0.66292, 0.25369089593247259",
    "-4, 3.167124183311992e-5",
    "-5.7, 5.99037140106352819e-9",
    "-10, 7.61985302416052606597334325145e-24",
    "-37, 5.72557122252457682e-300",
  })
  void cumulativeProbabilities(double x, double probability) {
    assertThat(Normal.cumulative(x)).isCloseTo(probability, within(probability * RELATIVE));
  }
}
