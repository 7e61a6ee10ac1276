package io.betintel.ev.backtest;

import io.betintel.ev.odds.BetType;

/**
 * The bets of one bet type and method whose EV is in one range.
 *
 * @param from the range's start, a fraction of the stake; null in the row of all bets
 * @param to its end; null for the last range and in the row of all bets
 * @param bets how many were flagged
 * @param matches how many events they were on
 * @param meanEv of the bets when they were flagged
 * @param priceClv over the bets whose bookmaker quoted the line at the close
 * @param noVigClv over the bets whose line the closing bookmaker quoted
 * @param beatClose how many of those had a price above the fair closing price
 * @param result the profit of a stake of 1, over the settled bets
 * @param pushed how many of those returned the whole stake
 */
public record EvRow(
    BetType betType,
    String method,
    Double from,
    Double to,
    int bets,
    int matches,
    double meanEv,
    Estimate priceClv,
    Estimate noVigClv,
    int beatClose,
    Estimate result,
    int pushed) {}
