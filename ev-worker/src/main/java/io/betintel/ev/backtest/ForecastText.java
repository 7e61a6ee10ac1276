package io.betintel.ev.backtest;

import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.List;

/** The tables of one bet type's forecasts: scores by method, and groups of outcomes. */
final class ForecastText {
  private ForecastText() {}

  static void append(StringBuilder text, BacktestResult result, BetType type) {
    List<ForecastRow> rows =
        result.forecastRows().stream().filter(r -> r.betType().equals(type)).toList();
    if (rows.isEmpty()) {
      return;
    }
    String first = rows.get(0).method();
    text.append('\n')
        .append(type)
        .append(": the closing price of ")
        .append(result.options().closingBook())
        .append(" as a forecast, differences from ")
        .append(first)
        .append('\n');
    NumberTable table =
        new NumberTable(
            1,
            "METHOD",
            "LINES",
            "PUSHED",
            "UNPRICED",
            "UNSETTLED",
            "LOG LOSS",
            "DIFFERENCE",
            "95 %",
            "BRIER",
            "DIFFERENCE",
            "95 %");
    for (ForecastRow row : rows) {
      table.row(
          row.method(),
          Integer.toString(row.lines()),
          Integer.toString(row.pushed()),
          Integer.toString(row.unpriced()),
          Integer.toString(row.unsettled()),
          Decimals.fixed(row.logLoss().mean(), 5),
          difference(row.logLossAgainst()),
          interval(row.logLossAgainst()),
          Decimals.fixed(row.brier().mean(), 5),
          difference(row.brierAgainst()),
          interval(row.brierAgainst()));
    }
    table.appendTo(text);
    groups(text, type, rows);
  }

  private static String difference(Estimate estimate) {
    return estimate == null ? Decimals.NONE : Decimals.signed(estimate.mean(), 5);
  }

  private static String interval(Estimate estimate) {
    return estimate == null || estimate.low() == null
        ? Decimals.NONE
        : Decimals.signed(estimate.low(), 5) + " to " + Decimals.signed(estimate.high(), 5);
  }

  private static void groups(StringBuilder text, BetType type, List<ForecastRow> rows) {
    if (rows.get(0).groups().isEmpty()) {
      return;
    }
    text.append('\n')
        .append(type)
        .append(": mean probability / how often it happened, in %, ten groups of outcomes\n");
    List<String> header = new ArrayList<>(List.of("GROUP", "OUTCOMES"));
    rows.forEach(row -> header.add(row.method()));
    NumberTable table = new NumberTable(0, header);
    for (int i = 0; i < rows.get(0).groups().size(); i++) {
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(i + 1));
      cells.add(Integer.toString(rows.get(0).groups().get(i).happened().count()));
      for (ForecastRow row : rows) {
        cells.add(i < row.groups().size() ? group(row.groups().get(i)) : Decimals.NONE);
      }
      table.row(cells);
    }
    table.appendTo(text);
  }

  private static String group(ForecastRow.Group group) {
    return Decimals.fixed(group.probability() * 100, 1)
        + " / "
        + Decimals.fixed(group.happened().mean() * 100, 1);
  }
}
