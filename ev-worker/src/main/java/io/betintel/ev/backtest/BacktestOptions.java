package io.betintel.ev.backtest;

import io.betintel.ev.feed.FeedFiles;
import io.betintel.ev.odds.Bookmaker;
import java.time.Duration;
import java.util.List;

/**
 * What is tested, and against what.
 *
 * @param files reads what is replayed
 * @param methods at least one; the others are compared with the first
 * @param closingBook whose closing price is the yardstick
 * @param closeWithin how long before the start the last prices may be seen to count as closing
 * @param minimumEv offers above this EV are bet on, a fraction of the stake
 * @param worstCase whether their worst-case EV must be above 0 besides
 */
public record BacktestOptions(
    FeedFiles files,
    List<MethodSettings> methods,
    Bookmaker closingBook,
    Duration closeWithin,
    double minimumEv,
    boolean worstCase) {
  public BacktestOptions {
    methods = List.copyOf(methods);
  }
}
