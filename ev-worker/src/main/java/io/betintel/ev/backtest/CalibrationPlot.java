package io.betintel.ev.backtest;

import io.betintel.ev.odds.BetType;
import java.util.List;

/**
 * The forecasts as an SVG: for each bet type a reliability diagram, and below it each method's log
 * loss less the first method's.
 */
public final class CalibrationPlot {
  private static final int PANEL = 360;
  private static final int LEFT = 66;
  private static final int RIGHT = 18;
  private static final int TOP = 116;
  private static final int SIDE = PANEL - LEFT - RIGHT;
  private static final int BELOW = TOP + SIDE + 104;
  private static final int ROW = 22;
  private static final int LEGEND = 76;
  private static final int NAME = 126;

  private final BacktestResult result;
  private final List<BetType> types;
  private final List<String> methods;
  private final Svg svg = new Svg();

  private CalibrationPlot(BacktestResult result) {
    this.result = result;
    this.types =
        result.forecastRows().stream()
            .filter(row -> row.lines() > 0)
            .map(ForecastRow::betType)
            .distinct()
            .toList();
    this.methods = result.options().methods().stream().map(MethodSettings::method).toList();
  }

  /** The content of the file; a sentence in place of diagrams if there is nothing to draw. */
  public static String of(BacktestResult result) {
    return new CalibrationPlot(result).draw();
  }

  private String draw() {
    int width = PANEL * Math.max(types.size(), 2) + 10;
    int height = types.isEmpty() ? TOP : BELOW + ROW * methods.size() + 36;
    String title = "The closing price of " + result.options().closingBook() + " as a forecast";
    svg.box("page", 0.5, 0.5, width - 1.0, height - 1.0);
    svg.text("title ink start", 20, 32, title);
    if (types.isEmpty()) {
      svg.text("muted start", 20, 60, "No line has a closing price and a result.");
    } else {
      svg.text("muted start", 20, 54, "grey: 95 % intervals of " + methods.get(0));
      svg.text("head ink start", 20, BELOW - 34, "Log loss less that of " + methods.get(0));
      svg.text(
          "muted start",
          20,
          BELOW - 13,
          "in 0.001 nats, with 95 % intervals; to the left is better");
      legend(width);
    }
    for (int i = 0; i < types.size(); i++) {
      BetType type = types.get(i);
      List<ForecastRow> rows =
          result.forecastRows().stream()
              .filter(row -> row.betType().equals(type) && row.lines() > 0)
              .toList();
      double x = (double) i * PANEL + LEFT;
      new ReliabilityPanel(svg, methods, x, TOP, SIDE).draw(type.symbol(), rows);
      new LossPanel(svg, methods, x, BELOW, SIDE, ROW).draw(rows);
    }
    return svg.file(width, height, PlotStyle.SHEET, title);
  }

  private void legend(int width) {
    for (int i = 0; i < methods.size() && (i + 1) * NAME <= width; i++) {
      double x = 26 + (double) i * NAME;
      svg.circle(PlotStyle.colour(i), x, LEGEND - 4.5, 4.5);
      svg.text("ink start", x + 10, LEGEND, methods.get(i));
    }
  }
}
