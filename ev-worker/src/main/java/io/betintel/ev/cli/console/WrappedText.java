package io.betintel.ev.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Text in lines as long as those of the help. */
public final class WrappedText {
  /** Characters in a line, as in the help. */
  static final int COLUMNS = 80;

  private static final String CONTINUED = "    ";

  private WrappedText() {}

  /**
   * Breaks a text at its spaces. A word that is longer than a line stays whole, for a person who
   * copies it.
   *
   * @param indent what the first line begins with; later ones begin with four spaces
   */
  public static List<String> of(String indent, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent);
    boolean empty = true;
    for (String word : text.strip().split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > COLUMNS) {
        lines.add(line.toString());
        line = new StringBuilder(CONTINUED);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
