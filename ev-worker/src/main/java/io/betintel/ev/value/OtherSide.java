package io.betintel.ev.value;

import io.betintel.ev.market.Line;
import io.betintel.ev.market.Quote;
import io.betintel.ev.odds.Bookmaker;
import java.util.HashSet;
import java.util.Set;

/**
 * What the prices on the other side say of a line: the prices to back of one that lays, the prices
 * to lay of any other one.
 *
 * @param lays whether the line itself has prices to lay
 * @param layers the bookmakers that are known to take bets to lay, and so are exchanges
 */
record OtherSide(boolean lays, Set<Bookmaker> layers) {
  /** Of a line to back without prices to lay. */
  static final OtherSide NONE = new OtherSide(false, Set.of());

  /**
   * @param other the line on the other side; null if nobody quotes it
   * @param exchanges the bookmakers that lay anything in the event, as far as it matters
   */
  static OtherSide of(Line line, Line other, boolean lays, Set<Bookmaker> exchanges) {
    if (!lays && other == null) {
      return exchanges.isEmpty() ? NONE : new OtherSide(false, exchanges);
    }
    Set<Bookmaker> layers = new HashSet<>(exchanges);
    for (Quote quote : (lays ? line : other).quotes()) {
      layers.add(quote.bookmaker());
    }
    return new OtherSide(lays, layers);
  }

  /** The probability of what is bet on: that the outcome happens, or that it does not. */
  double probability(double ofOutcome) {
    return lays ? 1 - ofOutcome : ofOutcome;
  }

  /** The most that can be risked on the offer; a limit is of the backer's stake. */
  Double limit(double price, Double betLimit) {
    return lays && betLimit != null ? (Double) (betLimit * LayOdds.liability(price)) : betLimit;
  }

  /** Decimal odds of what is bet on, before fees. */
  double odds(double price) {
    return lays ? LayOdds.against(price) : price;
  }
}
