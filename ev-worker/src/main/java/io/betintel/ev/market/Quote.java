package io.betintel.ev.market;

import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One bookmaker's prices for one line, all from one snapshot.
 *
 * @param sides the quoted outcomes in the line's order, null for one that is not quoted; if an
 *     outcome is quoted twice, the lower price
 * @param fits whether the bookmaker's outcomes are those of the shape: false for points on a winner
 *     market, or a third result beside two sides. The other bookmakers' quotes are not touched
 * @param ambiguous whether some outcome was quoted twice at different prices
 */
public record Quote(MarketSnapshot snapshot, List<Outcome> sides, boolean fits, boolean ambiguous) {
  public Quote {
    sides = kept(sides);
  }

  /** Mostly nothing is missing: then the list has no list within, and there are many of them. */
  static List<Outcome> kept(List<Outcome> sides) {
    for (int i = 0; i < sides.size(); i++) {
      if (sides.get(i) == null) {
        return Collections.unmodifiableList(Arrays.asList(sides.toArray(new Outcome[0])));
      }
    }
    return List.copyOf(sides);
  }

  /** Whether every side is quoted, once, as the shape asks for. */
  public boolean complete() {
    boolean complete = fits && !ambiguous;
    for (int i = 0; complete && i < sides.size(); i++) {
      complete = sides.get(i) != null;
    }
    return complete;
  }

  /** Decimal odds in the line's order. */
  public double[] odds() {
    double[] odds = new double[sides.size()];
    for (int side = 0; side < odds.length; side++) {
      odds[side] = sides.get(side).price();
    }
    return odds;
  }
}
