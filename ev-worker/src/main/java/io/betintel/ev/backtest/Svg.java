package io.betintel.ev.backtest;

import java.util.List;

/**
 * A drawing, written element by element. Styles are classes of one style sheet, which follows the
 * reader's dark or light colours; the drawing has its own background, so that it is readable on any
 * page. Coordinates are pixels from the upper left, rounded to hundredths.
 */
final class Svg {
  private static final int PLACES = 2;

  private final StringBuilder elements = new StringBuilder();

  void line(String look, double x1, double y1, double x2, double y2) {
    element("line", look, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
  }

  void circle(String look, double x, double y, double radius) {
    element("circle", look, "cx", x, "cy", y, "r", radius);
  }

  void box(String look, double x, double y, double width, double height) {
    element("rect", look, "x", x, "y", y, "width", width, "height", height);
  }

  /**
   * @param points x and y in turn
   */
  void path(String look, List<Double> points) {
    elements.append("<polyline class=\"").append(look).append("\" points=\"");
    for (int i = 0; i < points.size(); i++) {
      elements.append(i == 0 ? "" : i % 2 == 0 ? " " : ",").append(at(points.get(i)));
    }
    elements.append("\"/>\n");
  }

  /**
   * @param look a class for the style and one for the anchor: {@code start}, {@code middle} or
   *     {@code end}
   */
  void text(String look, double x, double y, String text) {
    elements
        .append("<text class=\"%s\" x=\"%s\" y=\"%s\">".formatted(look, at(x), at(y)))
        .append(escaped(text))
        .append("</text>\n");
  }

  /** Text that runs upwards. */
  void upwards(String look, double x, double y, String text) {
    elements
        .append(
            "<text class=\"%s\" transform=\"translate(%s %s) rotate(-90)\">"
                .formatted(look, at(x), at(y)))
        .append(escaped(text))
        .append("</text>\n");
  }

  /**
   * The whole file.
   *
   * @param title for readers who cannot see the drawing
   */
  String file(int width, int height, String style, String title) {
    String size = "viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width + "\" height=\"";
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" "
        + size
        + height
        + "\" role=\"img\">\n"
        + "<title>"
        + escaped(title)
        + "</title>\n<style>\n"
        + style
        + "</style>\n"
        + elements
        + "</svg>\n";
  }

  /**
   * @param attributes names and numbers in turn
   */
  private void element(String name, String look, Object... attributes) {
    elements.append('<').append(name).append(" class=\"").append(look).append('"');
    for (int i = 0; i < attributes.length; i += 2) {
      elements
          .append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(at((Double) attributes[i + 1]))
          .append('"');
    }
    elements.append("/>\n");
  }

  private static String at(double coordinate) {
    return Decimals.plain(coordinate, PLACES);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
