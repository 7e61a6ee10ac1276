package io.betintel.ev.backtest;

/** The style of the plot; colour-blind readers can distinguish the methods' colours too. */
final class PlotStyle {
  /** The number of colours for methods. */
  static final int COLOURS = 8;

  static final String SHEET =
      """
      text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
      .title { font-size: 17px; font-weight: 600; }
      .head { font-size: 14px; font-weight: 600; }
      .small { font-size: 12px; }
      .start { text-anchor: start; } .middle { text-anchor: middle; } .end { text-anchor: end; }
      .page { fill: #ffffff; stroke: #d1d9e0; }
      .ink { fill: #1f2328; } .muted { fill: #59636e; }
      .frame { fill: none; stroke: #818b98; }
      .grid { stroke: #e4e8ec; }
      .ideal { stroke: #818b98; stroke-dasharray: 5 4; }
      .range { stroke: #818b98; stroke-opacity: 0.55; stroke-width: 6; }
      polyline { fill: none; stroke-width: 1.6; }
      .bar { stroke-width: 2; }
      .c0 { fill: #1f2328; stroke: #1f2328; }
      .c1 { fill: #0072b2; stroke: #0072b2; }
      .c2 { fill: #d55e00; stroke: #d55e00; }
      .c3 { fill: #009e73; stroke: #009e73; }
      .c4 { fill: #cc79a7; stroke: #cc79a7; }
      .c5 { fill: #56b4e9; stroke: #56b4e9; }
      .c6 { fill: #e69f00; stroke: #e69f00; }
      .c7 { fill: #7f5fc7; stroke: #7f5fc7; }
      polyline.c0, polyline.c1, polyline.c2, polyline.c3,
      polyline.c4, polyline.c5, polyline.c6, polyline.c7 { fill: none; }
      @media (prefers-color-scheme: dark) {
        .page { fill: #0d1117; stroke: #3d444d; }
        .ink { fill: #f0f6fc; } .muted { fill: #9198a1; }
        .grid { stroke: #262c36; }
        .c0 { fill: #f0f6fc; stroke: #f0f6fc; }
        .c1 { fill: #4ca3dd; stroke: #4ca3dd; }
        .c7 { fill: #a48de0; stroke: #a48de0; }
      }
      """;

  private PlotStyle() {}

  static String colour(int method) {
    return "c" + method % COLOURS;
  }
}
