package io.betintel.ev.backtest;

import io.betintel.ev.odds.BetType;
import java.util.List;

/**
 * One method's closing probabilities against the results of one bet type.
 *
 * <p>A line at the close is counted as one of lines, pushed, unpriced and unsettled.
 *
 * @param lines that the closing bookmaker priced and a known result decided, all or half of it
 * @param pushed lines whose result returned every stake: they are in no mean
 * @param unpriced lines that have no fair closing price: the closing bookmaker did not quote them
 * @param unsettled lines without a known result, or of a bet type that a final score does not
 *     settle
 * @param logLoss the mean of {@link Forecast#logLoss}, weighted by what was decided
 * @param brier the mean of {@link Forecast#brier}, weighted likewise
 * @param logLossAgainst this method's less the first method's, line by line; null for the first
 * @param brierAgainst the same of the Brier score; null for the first
 * @param groups the outcomes by rising probability
 */
public record ForecastRow(
    BetType betType,
    String method,
    int lines,
    int pushed,
    int unpriced,
    int unsettled,
    Estimate logLoss,
    Estimate brier,
    Estimate logLossAgainst,
    Estimate brierAgainst,
    List<Group> groups) {
  public ForecastRow {
    groups = List.copyOf(groups);
  }

  /**
   * Outcomes of similar probability.
   *
   * @param probability their mean
   * @param happened how often they happened, with its interval
   */
  public record Group(double probability, Estimate happened) {}
}
