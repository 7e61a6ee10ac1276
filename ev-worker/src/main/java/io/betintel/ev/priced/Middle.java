package io.betintel.ev.priced;

import io.betintel.ev.odds.LineId;
import java.time.Instant;
import java.util.List;

/**
 * Two bets on two lines of a market that both win if the result is between the lines' points: one
 * line's first outcome (Over, home) and another line's second one (Under, away). The stakes are (1
 * / o) / L with L the sum of both 1 / o, so that both return the same.
 *
 * @param other the line of the second bet
 * @param above both bets win in full if the result (the total, or the home side's margin) is above
 *     this
 * @param below and below this; at least one whole number is between the two
 * @param cost the loss with any other result, 1 - 1/L, as a fraction of the sum of the stakes;
 *     negative if that is a profit too
 * @param profitIfHit the profit if both win, 2/L - 1, as a fraction of the sum of the stakes
 * @param hitProbability that both win, by both lines' fair probabilities; null if one has none, or
 *     a point is not a half
 * @param suspect whether a data error is more likely than a bargain
 * @param validUntil when the first of its offers, or the line, becomes stale
 * @param legs the bet on the line itself, then the one on the other
 * @param maxStake the largest sum of the stakes that both bookmakers take their part of; null if no
 *     limit is known
 */
public record Middle(
    LineId other,
    double above,
    double below,
    double cost,
    double profitIfHit,
    Double hitProbability,
    boolean suspect,
    Instant validUntil,
    List<Leg> legs,
    Double maxStake) {
  public Middle {
    legs = List.copyOf(legs);
  }

  /** The same, valid until another instant. */
  public Middle validUntil(Instant other) {
    return new Middle(
        this.other,
        above,
        below,
        cost,
        profitIfHit,
        hitProbability,
        suspect,
        other,
        legs,
        maxStake);
  }
}
