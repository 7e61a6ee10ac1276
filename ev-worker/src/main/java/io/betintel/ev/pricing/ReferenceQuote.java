package io.betintel.ev.pricing;

import io.betintel.ev.odds.Bookmaker;
import java.time.Duration;

/**
 * A bookmaker's quote of a whole line that may enter the fair price.
 *
 * @param weight before renormalisation, above 0
 * @param odds decimal, in the line's order; read-only
 * @param age at the market's time; negative if the bookmaker's clock was ahead
 */
@SuppressWarnings("ArrayRecordComponent") // the hot path: never compared, never handed on
public record ReferenceQuote(Bookmaker bookmaker, double weight, double[] odds, Duration age) {

  /** S - 1. */
  public double overround() {
    return Overround.of(odds);
  }
}
