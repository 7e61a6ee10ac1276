package io.betintel.ev.fit;

import io.betintel.ev.ladder.Estimate;
import java.util.List;

/**
 * A quoted point, and what the other points of its ladder say of it.
 *
 * @param ladder which ladder it is of
 * @param within whether the same bookmaker's other points say it; else other bookmakers' points do
 * @param quoted the probability to be above, without margin
 * @param estimate valued, or not
 * @param naive the probability at the nearest other point: no shift
 * @param others this quote with each of other bookmakers at the very point; none where the same
 *     bookmaker's points say it
 */
record LeftOut(
    LadderKey ladder,
    boolean within,
    double quoted,
    Estimate estimate,
    double naive,
    List<BookPair> others) {
  LeftOut {
    others = List.copyOf(others);
  }
}
