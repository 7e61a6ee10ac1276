package io.betintel.ev.backtest;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as text. By BigDecimal, from the double's exact value: Java 19 changed what {@code
 * Double.toString} and formats make of some doubles.
 */
final class Decimals {
  /** What a table shows where there is no number. */
  static final String NONE = "-";

  private Decimals() {}

  static BigDecimal rounded(double value, int places) {
    return new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN);
  }

  static String fixed(Double value, int places) {
    return value == null ? NONE : rounded(value, places).toPlainString();
  }

  /** With a plus where it is above 0. */
  static String signed(Double value, int places) {
    String text = fixed(value, places);
    return value != null && rounded(value, places).signum() > 0 ? "+" + text : text;
  }

  /** The shortest form with at most so many places. */
  static String plain(double value, int places) {
    BigDecimal rounded = rounded(value, places);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** Hundredths, without the sign for them. */
  static String percent(Double fraction, int places) {
    return fraction == null ? NONE : signed(fraction * 100, places);
  }

  /** An interval in hundredths. */
  static String percents(Estimate estimate, int places) {
    return estimate.low() == null
        ? NONE
        : percent(estimate.low(), places) + " to " + percent(estimate.high(), places);
  }
}
