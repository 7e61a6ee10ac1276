package io.betintel.ev.priced;

import io.betintel.ev.odds.LineId;
import java.time.Instant;
import java.util.List;

/**
 * Bets on every outcome of a line that together win with any result, unless it returns the stakes.
 *
 * @param profit as a fraction of the sum of the stakes
 * @param suspect whether a data error is more likely than a bargain
 * @param validUntil when the first of its offers, or the line, becomes stale
 * @param legs one per outcome, in the line's order
 * @param maxStake the largest sum of the stakes that every leg's bookmaker takes its part of; null
 *     if no limit is known
 * @param other the line of the second bet, whose point is at least as far; null if both are on the
 *     line itself
 */
public record Arbitrage(
    double profit,
    boolean suspect,
    Instant validUntil,
    List<Leg> legs,
    Double maxStake,
    LineId other) {
  public Arbitrage {
    legs = List.copyOf(legs);
  }
}
