package io.betintel.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A result as a picture: for each part and figure, a bar for each row. */
public final class BarPlot {
  private static final int WIDTH = 900;
  private static final int BAR = 16;
  private static final int LEFT = 300;
  private static final int RIGHT = 90;

  private BarPlot() {}

  public static String of(List<Row> rows) {
    Map<String, List<Row>> charts = new LinkedHashMap<>();
    for (Row row : rows) {
      row.figures()
          .keySet()
          .forEach(
              figure ->
                  charts
                      .computeIfAbsent(row.part() + ": " + figure, chart -> new ArrayList<>())
                      .add(Row.of(row.part(), row.name(), Map.of("", row.figures().get(figure)))));
    }
    StringBuilder bars = new StringBuilder();
    int y = 0;
    for (Map.Entry<String, List<Row>> chart : charts.entrySet()) {
      y += 2 * BAR;
      bars.append(text(10, y, "start", " font-weight='bold'", chart.getKey()));
      double most =
          chart.getValue().stream().mapToDouble(BarPlot::value).map(Math::abs).max().orElse(1);
      for (Row row : chart.getValue()) {
        y += BAR + 4;
        double width = most == 0 ? 0 : Math.abs(value(row)) / most * (WIDTH - LEFT - RIGHT);
        bars.append(text(LEFT - 8, y, "end", "", row.name()));
        bars.append(
            String.format(
                Locale.ROOT,
                "<rect x='%d' y='%d' width='%.1f' height='%d' fill='#3b6ea8'/>%n",
                LEFT,
                y - BAR + 4,
                width,
                BAR));
        bars.append(text(LEFT + (int) width + 6, y, "start", "", Table.number(value(row))));
      }
    }
    return String.format(
            Locale.ROOT,
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'"
                + " font-size='12'>%n<rect width='100%%' height='100%%' fill='white'/>%n",
            WIDTH,
            y + 2 * BAR)
        + bars
        + "</svg>\n";
  }

  private static double value(Row row) {
    return row.figures().get("");
  }

  private static String text(int x, int y, String anchor, String more, String text) {
    String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<text x='%d' y='%d' text-anchor='%s'%s>%s</text>%n".formatted(x, y, anchor, more, safe);
  }
}
