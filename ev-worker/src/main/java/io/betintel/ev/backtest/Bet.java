package io.betintel.ev.backtest;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;

/**
 * A bet of 1 on a flagged offer, and its outcome.
 *
 * @param method the margin method that flagged it
 * @param point the outcome's own handicap or total; null if absent
 * @param at when it was first flagged
 * @param price decimal odds as quoted
 * @param netPrice decimal odds after the bookmaker's fee on profit
 * @param fairProbability the probability that valued it
 * @param ev fair probability times net price, minus 1
 * @param closingPrice the same bookmaker's at the close; null if it no longer quoted the line
 * @param closingProbability the closing bookmaker's without its margin, by the same method; null if
 *     it did not quote the line at the close
 * @param grade null if the result is unknown or does not settle the bet
 */
public record Bet(
    String method,
    SportingEvent event,
    BetType betType,
    LineId line,
    String outcome,
    Double point,
    Bookmaker bookmaker,
    Instant at,
    double price,
    double netPrice,
    double fairProbability,
    double ev,
    Double closingPrice,
    Double closingProbability,
    Grade grade) {

  /** Price over the same bookmaker's closing price, minus 1; null without a closing price. */
  public Double priceClv() {
    return closingPrice == null ? null : price / closingPrice - 1;
  }

  /** The EV by the closing probability; null without one. */
  public Double noVigClv() {
    return closingProbability == null ? null : closingProbability * netPrice - 1;
  }

  /** The profit of a stake of 1; null if the bet is not settled. */
  public Double profit() {
    return grade == null ? null : grade.profit(netPrice);
  }
}
