package io.betintel.ev.backtest;

import io.betintel.ev.odds.BetType;

/** Sums up the bets of one row. */
final class BetTally {
  private final ClusteredMean ev = new ClusteredMean();
  private final ClusteredMean priceClv = new ClusteredMean();
  private final ClusteredMean noVigClv = new ClusteredMean();
  private final ClusteredMean result = new ClusteredMean();
  private int bets;
  private int beatClose;
  private int pushed;

  void add(Bet bet) {
    String match = bet.event().id();
    bets++;
    ev.add(match, bet.ev());
    if (bet.priceClv() != null) {
      priceClv.add(match, bet.priceClv());
    }
    if (bet.noVigClv() != null) {
      noVigClv.add(match, bet.noVigClv());
      beatClose += bet.noVigClv() > 0 ? 1 : 0;
    }
    if (bet.grade() != null) {
      result.add(match, bet.profit());
      pushed += bet.grade() == Grade.PUSHED ? 1 : 0;
    }
  }

  boolean isEmpty() {
    return bets == 0;
  }

  /** The row. Call it only after a bet was added. */
  EvRow row(BetType betType, String method, Double from, Double to) {
    return new EvRow(
        betType,
        method,
        from,
        to,
        bets,
        ev.matches(),
        ev.estimate().mean(),
        priceClv.estimate(),
        noVigClv.estimate(),
        beatClose,
        result.estimate(),
        pushed);
  }
}
