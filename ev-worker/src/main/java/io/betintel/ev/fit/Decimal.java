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
}
