package io.betintel.ev.fit;

import io.betintel.ev.odds.Bookmaker;

/**
 * One bookmaker's quote of one point of a ladder.
 *
 * @param threshold as of {@link io.betintel.ev.ladder.Rung}
 * @param over decimal odds of the side above; NaN if it is not quoted
 * @param under decimal odds of the side below; NaN if it is not quoted
 * @param above the probability to be above without the bookmaker's margin; NaN if one side is
 *     missing, or the quote contradicts itself or is older than a reference may be
 */
record QuotedPoint(Bookmaker bookmaker, double threshold, double over, double under, double above) {

  boolean isWhole() {
    return !Double.isNaN(above);
  }

  /** How many prices it has. */
  int offers() {
    return (Double.isNaN(over) ? 0 : 1) + (Double.isNaN(under) ? 0 : 1);
  }
}
