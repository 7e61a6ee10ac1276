package io.betintel.demo;

import java.util.ArrayList;
import java.util.List;

/** Parts that follow each other on lines of a window; nothing is cut. */
final class Wrapped {
  private Wrapped() {}

  /**
   * As many parts on a line as fit; a part that is longer than a line goes on in the next.
   *
   * @param width of a line, in characters, at least 1
   * @param gap between two parts of a line
   */
  static List<String> lines(List<String> parts, int width, String gap) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String part : parts) {
      if (!line.isEmpty() && line.length() + gap.length() + part.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : gap).append(part);
      while (line.length() > width) {
        lines.add(line.substring(0, width));
        line.delete(0, width);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** A sentence, at its spaces. */
  static List<String> text(String sentence, int width) {
    return lines(List.of(sentence.split(" ", -1)), width, " ");
  }
}
