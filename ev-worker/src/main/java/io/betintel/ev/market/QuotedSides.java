package io.betintel.ev.market;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.Outcome;
import java.util.List;

/**
 * One bookmaker's prices for one line, as they are kept: {@link Quote} has them with their
 * snapshot.
 *
 * @param by whose latest snapshot they stand in
 * @param sides see {@link Quote}
 * @param fits see {@link Quote}
 * @param ambiguous see {@link Quote}
 */
record QuotedSides(BookmakerQuotes by, List<Outcome> sides, boolean fits, boolean ambiguous) {
  QuotedSides {
    sides = Quote.kept(sides);
  }

  Bookmaker bookmaker() {
    return by.bookmaker();
  }

  Quote quote() {
    return new Quote(by.latest(), sides, fits, ambiguous);
  }

  /** Whether a bettor gets the same odds and limits, whenever they were quoted. */
  boolean hasSameOdds(QuotedSides other) {
    return fits == other.fits && ambiguous == other.ambiguous && sides.equals(other.sides);
  }
}
