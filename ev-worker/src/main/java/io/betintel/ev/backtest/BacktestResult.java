package io.betintel.ev.backtest;

import io.betintel.ev.feed.FeedProblem;
import java.util.List;

/**
 * The result of a backtest.
 *
 * @param files their names without folders, so that the same files give the same report anywhere
 * @param books whose prices there are
 * @param lines how many had a fair price when bets were made, and why others had none
 * @param problems of the files, in their order
 * @param bets by market, method and moment
 * @param betRows by bet type, method and EV
 * @param forecastRows by bet type and method
 */
public record BacktestResult(
    BacktestOptions options,
    List<String> files,
    ReplayCounts counts,
    BookCounts books,
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
