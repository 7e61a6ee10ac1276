package io.betintel.ev.market;

import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One bookmaker's prices for one line, all from one snapshot.
 *
 * @param sides the quoted outcomes in the line's order, null for one that is not quoted; if an
 *     outcome is quoted twice, the lower price
 * @param ambiguous whether some outcome was quoted twice at different prices
 */
public record Quote(MarketSnapshot snapshot, List<Outcome> sides, boolean ambiguous) {
  public Quote {
    sides = Collections.unmodifiableList(new ArrayList<>(sides));
  }

  /** Whether every side is quoted, once. */
  public boolean complete() {
    return !ambiguous && !sides.contains(null);
  }

  /** Decimal odds in the line's order. */
  public double[] odds() {
    return sides.stream().mapToDouble(Outcome::price).toArray();
  }
}
