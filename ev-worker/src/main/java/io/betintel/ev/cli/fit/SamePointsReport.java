package io.betintel.ev.cli.fit;

import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.fit.LadderRow;
import io.betintel.ev.fit.SamePoints;
import java.util.List;
import java.util.Locale;

/** Interpolated estimates beside other bookmakers at the same points. */
final class SamePointsReport {
  private SamePointsReport() {}

  static String text(List<LadderRow> rows) {
    TextTable table =
        new TextTable(
            "family",
            "sport",
            "points",
            "median",
            "mean",
            "90 %",
            "naive",
            "mean",
            "pairs",
            "median",
            "mean",
            "90 %",
            "x of medians",
            "x of means");
    for (LadderRow row : rows) {
      SamePoints there = row.quality().there();
      if (there.missed().count() > 0) {
        table.row(
            row.group().family(),
            row.group().sport(),
            Integer.toString(there.missed().count()),
            percent(there.missed().median()),
            percent(there.missedMean()),
            percent(there.missed().ninety()),
            percent(there.naive().median()),
            percent(there.naiveMean()),
            Integer.toString(there.pairs().count()),
            percent(there.pairs().median()),
            percent(there.apartMean()),
            percent(there.pairs().ninety()),
            number(there.medianRatio()),
            Double.isFinite(there.ratio())
                ? number(there.ratio()) + " +-" + number(there.error())
                : "-");
      }
    }
    StringBuilder text =
        new StringBuilder(
            "\nInterpolated points that another bookmaker quotes too: misses, and pairs of"
                + " bookmakers there:\n");
    table.lines().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static String percent(double probability) {
    return number(100 * probability);
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "-";
  }
}
