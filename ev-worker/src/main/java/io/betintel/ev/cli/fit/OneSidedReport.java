package io.betintel.ev.cli.fit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.fit.Coverage;
import io.betintel.ev.fit.OneSidedRow;
import java.util.List;
import java.util.Locale;

/** How far prices of one side alone miss, as {@code backtest --ladders} prints it. */
final class OneSidedReport {
  private OneSidedReport() {}

  static String text(List<OneSidedRow> rows) {
    TextTable table =
        new TextTable(
            "family",
            "sport",
            "alone",
            "valued",
            "two-sided",
            "own",
            "others",
            "miss",
            "in 68",
            "in 95",
            "worst case");
    for (OneSidedRow row : rows) {
      if (row.alone() + row.tried() == 0) {
        continue; // nobody quotes enough of it with both sides
      }
      table.row(
          row.group().family(),
          row.group().sport(),
          Integer.toString(row.alone()),
          Integer.toString(row.valued()),
          Integer.toString(row.tried()),
          percent(row.own()),
          Integer.toString(row.compared()),
          percent(row.others()),
          covered(row.one()),
          covered(row.two()),
          Double.isNaN(row.worst()) ? "-" : String.format(Locale.ROOT, "%.0f", 100 * row.worst()));
    }
    StringBuilder text =
        new StringBuilder("\nOne side alone, by the bookmaker's usual margin in the family:\n");
    table.lines().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  static void json(ArrayNode to, List<OneSidedRow> rows) {
    for (OneSidedRow row : rows) {
      ObjectNode node = to.addObject();
      node.put("family", row.group().family()).put("sport", row.group().sport());
      node.put("alone", row.alone()).put("valued", row.valued());
      node.put("two_sided", row.tried()).put("compared", row.compared());
      number(node, "own_median", row.own());
      number(node, "others_median", row.others());
      number(node, "covered_68", row.one().share());
      number(node, "covered_95", row.two().share());
      number(node, "worst_case_holds", row.worst());
    }
  }

  private static void number(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, Math.rint(value * 1e8) / 1e8);
    } else {
      node.putNull(field);
    }
  }

  private static String percent(double probability) {
    return Double.isNaN(probability) ? "-" : String.format(Locale.ROOT, "%.2f", 100 * probability);
  }

  private static String covered(Coverage coverage) {
    return Double.isNaN(coverage.share())
        ? "-"
        : String.format(Locale.ROOT, "%.0f ±%.0f", 100 * coverage.share(), 100 * coverage.error());
  }
}
