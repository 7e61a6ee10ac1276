package io.betintel.ev.priced;

import io.betintel.ev.odds.Bookmaker;

/**
 * One of several bets that belong together.
 *
 * @param outcome what is bet on
 * @param point that side's handicap or total; null where there is none
 * @param price decimal odds as quoted
 * @param netPrice decimal odds after the bookmaker's fee on profit
 * @param stake its part of all that is staked: the parts add up to 1, and every leg returns the
 *     same
 */
public record Leg(
    String outcome,
    Double point,
    Bookmaker bookmaker,
    double price,
    double netPrice,
    double stake) {}
