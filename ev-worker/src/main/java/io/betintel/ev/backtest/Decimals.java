package io.betintel.ev.backtest;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as text. By BigDecimal, from the double's exact value: Java 19 changed how {@code
 * Double.toString} and formats round some doubles.
 */
final class Decimals {
  /** A table's cell for a missing number. */
  static final String NONE = "-";

  private Decimals() {}

  static BigDecimal rounded(double value, int places) {
    return new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN);
  }

  static String fixed(Double value, int places) {
    return value == null ? NONE : rounded(value, places).toPlainString();
  }

  /** With a plus sign if it is above 0. */
  static String signed(Double value, int places) {
    String text = fixed(value, places);
    return value != null && rounded(value, places).signum() > 0 ? "+" + text : text;
  }

  /** The shortest form with at most that many places. */
  static String plain(double value, int places) {
    BigDecimal rounded = rounded(value, places);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** In per cent, without the sign. */
  static String percent(Double fraction, int places) {
    return fraction == null ? NONE : signed(fraction * 100, places);
  }

  /** The interval in per cent. */
  static String percents(Estimate estimate, int places) {
    return estimate.low() == null
        ? NONE
        : percent(estimate.low(), places) + " to " + percent(estimate.high(), places);
  }
}
