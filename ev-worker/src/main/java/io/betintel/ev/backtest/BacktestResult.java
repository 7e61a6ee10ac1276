package io.betintel.ev.backtest;

import io.betintel.ev.feed.FeedProblem;
import java.util.List;

/**
 * What a backtest found.
 *
 * @param files their names, without folders: the same files make the same report anywhere
 * @param lines how many could be priced when bets were to be made, and why not
 * @param problems what could not be used, in the files' order
 * @param bets by market, method and moment
 * @param betRows by bet type, method and EV
 * @param forecastRows by bet type and method
 */
public record BacktestResult(
    BacktestOptions options,
    List<String> files,
    ReplayCounts counts,
    PricedCounts lines,
    List<FeedProblem> problems,
    List<Bet> bets,
    List<EvRow> betRows,
    List<ForecastRow> forecastRows) {
  public BacktestResult {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
    bets = List.copyOf(bets);
    betRows = List.copyOf(betRows);
    forecastRows = List.copyOf(forecastRows);
  }
}
