package io.betintel.ev.backtest;

import io.betintel.ev.feed.FeedFiles;
import io.betintel.ev.odds.Bookmaker;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The methods to test, and the yardstick.
 *
 * @param files reads the replayed files
 * @param methods at least one; the others are compared with the first
 * @param named the bookmakers that a person has named: each must be in the files
 * @param closingBook the bookmaker whose closing price is the yardstick
 * @param closeWithin the last prices count as closing if observed within this time before the start
 * @param minimumEv offers above this EV are bet on, a fraction of the stake
 * @param worstCase whether their worst-case EV must be above 0 too
 */
public record BacktestOptions(
    FeedFiles files,
    List<MethodSettings> methods,
    Set<Bookmaker> named,
    Bookmaker closingBook,
    Duration closeWithin,
    double minimumEv,
    boolean worstCase) {
  public BacktestOptions {
    methods = List.copyOf(methods);
    named = Set.copyOf(named);
  }
}
