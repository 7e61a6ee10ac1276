package io.betintel.ev.backtest;

import io.betintel.ev.odds.BetType;
import java.util.List;

/** The table of one bet type's bets, by method and EV. */
final class BetText {
  private BetText() {}

  static void append(StringBuilder text, BacktestResult result, BetType type) {
    List<EvRow> rows = result.betRows().stream().filter(r -> r.betType().equals(type)).toList();
    text.append(type)
        .append(": offers above ")
        .append(percent(result.options().minimumEv()))
        .append(" % EV")
        .append(result.options().worstCase() ? ", worst case above 0" : "")
        .append(rows.isEmpty() ? ": none\n" : "\n");
    if (rows.isEmpty()) {
      return;
    }
    NumberTable table =
        new NumberTable(
            2,
            "METHOD",
            "EV %",
            "BETS",
            "MATCHES",
            "MEAN EV %",
            "PRICE CLV %",
            "OF",
            "NO-VIG CLV %",
            "95 %",
            "BEAT",
            "OF",
            "RETURN %",
            "95 %",
            "PUSHED",
            "OF");
    for (EvRow row : rows) {
      table.row(
          row.method(),
          range(row),
          Integer.toString(row.bets()),
          Integer.toString(row.matches()),
          Decimals.percent(row.meanEv(), 2),
          Decimals.percent(row.priceClv().mean(), 2),
          Integer.toString(row.priceClv().count()),
          Decimals.percent(row.noVigClv().mean(), 2),
          Decimals.percents(row.noVigClv(), 2),
          Integer.toString(row.beatClose()),
          Integer.toString(row.noVigClv().count()),
          Decimals.percent(row.result().mean(), 1),
          Decimals.percents(row.result(), 1),
          Integer.toString(row.pushed()),
          Integer.toString(row.result().count()));
    }
    table.appendTo(text);
  }

  private static String range(EvRow row) {
    if (row.from() == null) {
      return "all";
    }
    return percent(row.from()) + (row.to() == null ? " and more" : " to " + percent(row.to()));
  }

  private static String percent(double fraction) {
    return Decimals.plain(fraction * 100, 4);
  }
}
