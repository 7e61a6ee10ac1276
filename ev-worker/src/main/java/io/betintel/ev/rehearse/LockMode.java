package io.betintel.ev.rehearse;

import java.util.Locale;

/** How a relation is locked, the weakest mode first. */
enum LockMode {
  ACCESS_SHARE,
  ROW_SHARE,
  ROW_EXCLUSIVE,
  SHARE_UPDATE_EXCLUSIVE,
  SHARE,
  SHARE_ROW_EXCLUSIVE,
  EXCLUSIVE,
  ACCESS_EXCLUSIVE;

  /**
   * @param spelled as pg_locks spells it, such as {@code AccessExclusiveLock}
   */
  static LockMode of(String spelled) {
    String name =
        spelled
            .replaceFirst("Lock$", "")
            .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
            .toUpperCase(Locale.ROOT);
    return valueOf(name);
  }

  /** As SQL spells it, such as {@code ACCESS EXCLUSIVE}. */
  String label() {
    return name().replace('_', ' ');
  }

  /** Whether INSERT, UPDATE and DELETE wait for it: it conflicts with ROW EXCLUSIVE. */
  boolean stopsWriters() {
    return compareTo(SHARE) >= 0;
  }

  /** Whether SELECT waits for it. */
  boolean stopsReaders() {
    return this == ACCESS_EXCLUSIVE;
  }
}
