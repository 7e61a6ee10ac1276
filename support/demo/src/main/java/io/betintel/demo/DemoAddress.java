package io.betintel.demo;

/**
 * Where something answers, or what it asks for.
 *
 * @param value is never cut: half an address or key is none
 */
record DemoAddress(String name, String value) {

  /** For a list with one address a line. */
  String line() {
    return "%-18s %s".formatted(name, value);
  }

  /** For a line that holds several. */
  String text() {
    return name + " " + value;
  }
}
