package io.betintel.ev.backtest;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.Score;
import io.betintel.ev.priced.PricedLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The forecasts of one bet type and method. */
final class ForecastTable {
  static final int GROUPS = 10;

  private final BetType betType;
  private final String method;
  private final SortedMap<LineId, Forecast> decided = new TreeMap<>();
  private int pushed;
  private int unpriced;
  private int unsettled;

  ForecastTable(BetType betType, String method) {
    this.betType = betType;
    this.method = method;
  }

  /**
   * @param line at the close
   * @param score null if unknown
   */
  void add(PricedLine line, Score score) {
    if (line.notPriced() != null) {
      unpriced++;
      return;
    }
    Optional<Forecast> forecast = score == null ? Optional.empty() : Forecast.of(line, score);
    if (forecast.isEmpty()) {
      unsettled++;
    } else if (forecast.get().decided() > 0) {
      decided.put(line.id(), forecast.get());
    } else {
      pushed++;
    }
  }

  /** Whether no line was added. */
  boolean isEmpty() {
    return decided.size() + pushed + unpriced + unsettled == 0;
  }

  /**
   * @param first the method to compare with; null for the first itself
   */
  ForecastRow row(ForecastTable first) {
    ClusteredMean logLoss = new ClusteredMean();
    ClusteredMean brier = new ClusteredMean();
    ClusteredMean logLossAgainst = new ClusteredMean();
    ClusteredMean brierAgainst = new ClusteredMean();
    for (Forecast forecast : decided.values()) {
      String match = forecast.event();
      double weight = forecast.decided();
      logLoss.add(match, forecast.logLoss(), weight);
      brier.add(match, forecast.brier(), weight);
      Forecast other = first == null ? null : first.decided.get(forecast.line());
      if (other != null) {
        logLossAgainst.add(match, forecast.logLoss() - other.logLoss(), weight);
        brierAgainst.add(match, forecast.brier() - other.brier(), weight);
      }
    }
    return new ForecastRow(
        betType,
        method,
        decided.size(),
        pushed,
        unpriced,
        unsettled,
        logLoss.estimate(),
        brier.estimate(),
        first == null ? null : logLossAgainst.estimate(),
        first == null ? null : brierAgainst.estimate(),
        groups());
  }

  /** Groups with numbers of outcomes as equal as possible. */
  private List<ForecastRow.Group> groups() {
    List<Said> said = new ArrayList<>();
    for (Forecast forecast : decided.values()) {
      for (int i = 0; i < forecast.probabilities().size(); i++) {
        said.add(new Said(forecast, i));
      }
    }
    said.sort(Comparator.comparingDouble(Said::probability)); // stable: ties stay in line order
    List<ForecastRow.Group> groups = new ArrayList<>();
    for (int group = 0; group < GROUPS; group++) {
      int from = said.size() * group / GROUPS;
      int to = said.size() * (group + 1) / GROUPS;
      if (from < to) {
        groups.add(group(said.subList(from, to)));
      }
    }
    return groups;
  }

  private static ForecastRow.Group group(List<Said> said) {
    ClusteredMean probability = new ClusteredMean();
    ClusteredMean happened = new ClusteredMean();
    for (Said one : said) {
      Forecast forecast = one.forecast();
      probability.add(forecast.event(), one.probability(), forecast.decided());
      happened.add(
          forecast.event(), forecast.winner() == one.outcome() ? 1 : 0, forecast.decided());
    }
    return new ForecastRow.Group(probability.estimate().mean(), happened.estimate());
  }

  /** One outcome of a forecast. */
  private record Said(Forecast forecast, int outcome) {
    double probability() {
      return forecast.probabilities().get(outcome);
    }
  }
}
