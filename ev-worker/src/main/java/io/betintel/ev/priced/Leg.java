package io.betintel.ev.priced;

import io.betintel.ev.odds.Bookmaker;

/**
 * One of the bets of an arbitrage or a middle.
 *
 * @param outcome the name of the outcome
 * @param point that side's handicap or total; null if absent
 * @param price decimal odds as quoted
 * @param netPrice decimal odds after the bookmaker's fee
 * @param stake a fraction of the sum of the stakes: the fractions add up to 1, and every leg
 *     returns the same
 * @param betLimit the largest stake that the bookmaker takes; null if unknown
 * @param leftOver what is left of that limit at the largest sum of the stakes; null if unknown
 */
public record Leg(
    String outcome,
    Double point,
    Bookmaker bookmaker,
    double price,
    double netPrice,
    double stake,
    Double betLimit,
    Double leftOver) {}
