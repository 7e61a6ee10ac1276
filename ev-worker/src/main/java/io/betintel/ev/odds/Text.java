package io.betintel.ev.odds;

/** Free text inside an odds event: bounded and printable. */
final class Text {
  private Text() {}

  static void require(String field, String value, int longest) {
    if (value == null || value.isBlank()) {
      throw new InvalidOddsException(field, value, "a text of 1 to " + longest + " is needed");
    }
    allow(field, value, longest);
  }

  static void allow(String field, String value, int longest) {
    if (value == null) {
      return;
    }
    if (value.length() > longest) {
      throw new InvalidOddsException(field, value, "at most " + longest + " characters");
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw new InvalidOddsException(field, value, "control characters are not accepted");
      }
    }
  }
}
