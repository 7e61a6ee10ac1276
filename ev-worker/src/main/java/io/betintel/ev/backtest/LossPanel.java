package io.betintel.ev.backtest;

import java.util.List;

/** Each method's log loss less the first method's: one row each, and a line at zero. */
final class LossPanel {
  private static final double LABELS = 0.34;
  private static final double LEAST = 1e-6;
  private static final double AIR = 0.08;

  private final Svg svg;
  private final List<String> methods;
  private final double left;
  private final double top;
  private final double width;
  private final double row;

  LossPanel(Svg svg, List<String> methods, double left, double top, double width, double row) {
    this.svg = svg;
    this.methods = methods;
    this.left = left;
    this.top = top;
    this.width = width;
    this.row = row;
  }

  void draw(List<ForecastRow> rows) {
    double start = left + width * LABELS;
    Axis across = across(rows, start);
    double bottom = top + row * methods.size();
    for (double tick : across.ticks(4)) {
      svg.line("grid", across.at(tick), top, across.at(tick), bottom);
      svg.text("small muted middle", across.at(tick), bottom + 17, Decimals.plain(tick * 1000, 3));
    }
    svg.box("frame", start, top, left + width - start, bottom - top);
    svg.line("ideal", across.at(0), top, across.at(0), bottom);
    for (ForecastRow one : rows) {
      draw(one, across, start);
    }
  }

  private void draw(ForecastRow one, Axis across, double start) {
    int method = methods.indexOf(one.method());
    double y = top + row * (method + 0.5);
    String colour = PlotStyle.colour(method);
    svg.text("ink end", start - 10, y + 4, one.method());
    Estimate difference = one.logLossAgainst();
    double mean = difference == null || difference.mean() == null ? 0 : difference.mean();
    if (difference != null && difference.low() != null) {
      svg.line(colour + " bar", across.at(difference.low()), y, across.at(difference.high()), y);
    }
    svg.circle(colour, across.at(mean), y, 4);
  }

  /** From the lowest end of an interval to the highest, with zero and a margin. */
  private Axis across(List<ForecastRow> rows, double start) {
    double low = -LEAST;
    double high = LEAST;
    for (ForecastRow row : rows) {
      Estimate difference = row.logLossAgainst();
      if (difference != null && difference.mean() != null) {
        low = Math.min(low, difference.low() == null ? difference.mean() : difference.low());
        high = Math.max(high, difference.high() == null ? difference.mean() : difference.high());
      }
    }
    double air = (high - low) * AIR;
    return new Axis(low - air, high + air, start, left + width);
  }
}
