package io.betintel.ev.fit;

import io.betintel.ev.odds.Bookmaker;

/**
 * Two bookmakers that quote the same point of a ladder.
 *
 * @param one the lesser of the two, so that a pair is equal to itself seen from the other side
 * @param apart the difference of their probabilities, from 0
 */
record BookPair(LadderKey ladder, double threshold, Bookmaker one, Bookmaker other, double apart) {
  static BookPair of(LadderKey ladder, QuotedPoint point, QuotedPoint same) {
    boolean ordered = point.bookmaker().compareTo(same.bookmaker()) < 0;
    return new BookPair(
        ladder,
        point.threshold(),
        (ordered ? point : same).bookmaker(),
        (ordered ? same : point).bookmaker(),
        Math.abs(point.above() - same.above()));
  }
}
