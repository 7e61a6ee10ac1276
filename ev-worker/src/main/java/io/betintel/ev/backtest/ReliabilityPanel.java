package io.betintel.ev.backtest;

import java.util.ArrayList;
import java.util.List;

/** One reliability diagram: how often outcomes of a probability happened, a point per group. */
final class ReliabilityPanel {
  private final Svg svg;
  private final List<String> methods;
  private final double left;
  private final double top;
  private final double side;

  ReliabilityPanel(Svg svg, List<String> methods, double left, double top, double side) {
    this.svg = svg;
    this.methods = methods;
    this.left = left;
    this.top = top;
    this.side = side;
  }

  void draw(String title, List<ForecastRow> rows) {
    double[] range = range(rows);
    Axis across = new Axis(range[0], range[1], left, left + side);
    Axis up = new Axis(range[0], range[1], top + side, top);
    svg.text(
        "head ink start", left, top - 10, title + ", " + rows.get(0).lines() + " lines decided");
    for (double tick : across.ticks(5)) {
      String label = Decimals.plain(tick * 100, 1) + " %";
      svg.line("grid", across.at(tick), top, across.at(tick), top + side);
      svg.line("grid", left, up.at(tick), left + side, up.at(tick));
      svg.text("small muted middle", across.at(tick), top + side + 17, label);
      svg.text("small muted end", left - 6, up.at(tick) + 4, label);
    }
    svg.box("frame", left, top, side, side);
    svg.line("ideal", left, top + side, left + side, top);
    svg.text("muted middle", left + side / 2, top + side + 37, "probability");
    svg.upwards("muted middle", left - 46, top + side / 2, "how often it happened");
    intervals(rows.get(0), across, up);
    for (int i = rows.size() - 1; i >= 0; i--) { // the first on top
      points(rows.get(i), across, up);
    }
  }

  /** Only the first method's intervals: those of several would hide each other. */
  private void intervals(ForecastRow row, Axis across, Axis up) {
    for (ForecastRow.Group group : row.groups()) {
      if (group.happened().low() != null) {
        double x = across.at(group.probability());
        double low = up.at(up.clipped(group.happened().low()));
        svg.line("range", x, low, x, up.at(up.clipped(group.happened().high())));
      }
    }
  }

  private void points(ForecastRow row, Axis across, Axis up) {
    String colour = PlotStyle.colour(methods.indexOf(row.method()));
    List<Double> path = new ArrayList<>();
    for (ForecastRow.Group group : row.groups()) {
      path.add(across.at(group.probability()));
      path.add(up.at(group.happened().mean()));
    }
    svg.path(colour, path);
    for (int i = 0; i < path.size(); i += 2) {
      svg.circle(colour, path.get(i), path.get(i + 1), 2.8);
    }
  }

  /** The range of both axes, in whole twentieths, with all points inside. */
  private static double[] range(List<ForecastRow> rows) {
    double low = 1;
    double high = 0;
    for (ForecastRow row : rows) {
      for (ForecastRow.Group group : row.groups()) {
        low = Math.min(low, Math.min(group.probability(), group.happened().mean()));
        high = Math.max(high, Math.max(group.probability(), group.happened().mean()));
      }
    }
    return new double[] {
      Math.max(0, Math.floor((low - 0.02) * 20) / 20),
      Math.min(1, Math.ceil((high + 0.02) * 20) / 20)
    };
  }
}
