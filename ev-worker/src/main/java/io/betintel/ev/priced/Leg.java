package io.betintel.ev.priced;

import io.betintel.ev.odds.Bookmaker;

/**
 * One of the bets of an arbitrage or a middle.
 *
 * @param outcome the name of the outcome
 * @param point that side's handicap or total; null if absent
 * @param price decimal odds as quoted
 * @param netPrice decimal odds after the bookmaker's fee on profit
 * @param stake a fraction of the sum of the stakes: the fractions add up to 1, and every leg
 *     returns the same
 */
public record Leg(
    String outcome,
    Double point,
    Bookmaker bookmaker,
    double price,
    double netPrice,
    double stake) {}
