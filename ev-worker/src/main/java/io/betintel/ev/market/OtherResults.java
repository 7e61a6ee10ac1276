package io.betintel.ev.market;

import io.betintel.ev.odds.Bookmaker;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether something else than a line's outcomes can happen: then they are no exhaustive set, and
 * their prices need not add up to 1.
 *
 * @param draw whether a draw is a result of its own by the sport or the bet type, and no outcome of
 *     the line
 * @param quotedBy the bookmakers that quote all outcomes of the line and more of the same market
 */
public record OtherResults(boolean draw, SortedSet<Bookmaker> quotedBy) {
  /** The outcomes are all there are, as far as anybody quotes. */
  public static final OtherResults NONE = new OtherResults(false, Collections.emptySortedSet());

  public OtherResults {
    quotedBy = Collections.unmodifiableSortedSet(new TreeSet<>(quotedBy));
  }
}
