package io.betintel.ev.fit;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Figures as settings have them. */
final class Decimal {
  private Decimal() {}

  /** The nearest number with so many places. */
  static double of(double value, int places) {
    return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).doubleValue();
  }

  /**
   * The next number with so many places above one that is a hundredth greater. Prices come in
   * steps, so many estimates miss by the very same: a band that ends there must cover them.
   */
  static double up(double value, int places) {
    return BigDecimal.valueOf(value * 1.01).setScale(places, RoundingMode.CEILING).doubleValue();
  }
}
