package io.betintel.ev.backtest;

import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.List;

/** The bets of one bet type and method, by EV. */
final class EvTable {
  private final BetType betType;
  private final String method;
  private final EvBuckets buckets;
  private final List<BetTally> tallies = new ArrayList<>();
  private final BetTally all = new BetTally();

  EvTable(BetType betType, String method, EvBuckets buckets) {
    this.betType = betType;
    this.method = method;
    this.buckets = buckets;
    buckets.edges().forEach(edge -> tallies.add(new BetTally()));
  }

  void add(Bet bet) {
    tallies.get(buckets.of(bet.ev())).add(bet);
    all.add(bet);
  }

  /** One row for each range with bets, in rising order, then one for all of them. */
  List<EvRow> rows() {
    List<EvRow> rows = new ArrayList<>();
    List<Double> edges = buckets.edges();
    for (int i = 0; i < edges.size(); i++) {
      if (!tallies.get(i).isEmpty()) {
        Double to = i + 1 < edges.size() ? edges.get(i + 1) : null;
        rows.add(tallies.get(i).row(betType, method, edges.get(i), to));
      }
    }
    if (!all.isEmpty()) {
      rows.add(all.row(betType, method, null, null));
    }
    return rows;
  }
}
