package io.betintel.ev.rename;

import java.util.Locale;

/** The last step of a rename that was done, in order. */
enum RenameStep {
  /** Events of both names wait. */
  HELD,
  /** The old name is an alias; the workers move its snapshots and lines. */
  ALIASED,
  /** Events are applied under the new name. */
  RELEASED,
  /** The rows of {@code bets} are moved too. */
  DONE;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RenameStep of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
