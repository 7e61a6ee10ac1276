package io.betintel.ev.restructure;

import java.util.Locale;

/** Which command asked for it. */
public enum Kind {
  RESTRUCTURE,
  REMOVE,
  RENAME,
  ADOPT;

  /** As the table and people spell it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Kind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
