package io.betintel.demo;

import io.betintel.ev.cli.console.Screen;

/**
 * The page's colours.
 *
 * @param on false for plain text
 */
record Paint(boolean on) {
  static final Paint NONE = new Paint(false);

  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";

  String head(String text) {
    return in(BOLD, text);
  }

  String good(String text) {
    return in(GREEN, text);
  }

  /** What is no real price, or probably an error. */
  String doubtful(String text) {
    return in(YELLOW, text);
  }

  private String in(String colour, String text) {
    return on ? colour + text + Screen.PLAIN : text;
  }
}
