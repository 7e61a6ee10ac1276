package io.betintel.ev.market;

import io.betintel.ev.odds.Outcome;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One bookmaker's prices for one line, as a snapshot has them; {@link QuotedLine} keeps them.
 *
 * @param by whose they are
 * @param sides see {@link Quote}
 * @param fits see {@link Quote}
 * @param ambiguous see {@link Quote}
 */
record QuotedSides(BookmakerQuotes by, List<Outcome> sides, boolean fits, boolean ambiguous) {
  QuotedSides {
    sides = kept(sides);
  }

  /** Mostly nothing is missing: then the list has no list within, and there are many of them. */
  private static List<Outcome> kept(List<Outcome> sides) {
    for (int i = 0; i < sides.size(); i++) {
      if (sides.get(i) == null) {
        return Collections.unmodifiableList(Arrays.asList(sides.toArray(new Outcome[0])));
      }
    }
    return List.copyOf(sides);
  }

  /** Whether a bettor gets the same odds and limits, whenever they were quoted. */
  boolean hasSameOdds(QuotedSides other) {
    return fits == other.fits && ambiguous == other.ambiguous && sides.equals(other.sides);
  }
}
