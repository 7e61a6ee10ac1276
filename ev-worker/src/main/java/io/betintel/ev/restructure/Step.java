package io.betintel.ev.restructure;

import java.util.Locale;

/** What a restructure does, in order. Each may run again. */
public enum Step {
  TYPE("create the new type", "none"),
  COLUMN("add the second column, its trigger and its check", "ACCESS EXCLUSIVE, some ms"),
  BACKFILL("fill the rows that were there, in batches", "ROW EXCLUSIVE"),
  VALIDATE("validate the checks", "SHARE UPDATE EXCLUSIVE"),
  INDEX("build indexes and statistics beside the old ones", "SHARE UPDATE EXCLUSIVE"),
  SWAP("let the new column take the old one's place", "ACCESS EXCLUSIVE, some ms"),
  DONE("nothing is left to do", "none");

  private final String what;
  private final String lock;

  Step(String what, String lock) {
    this.what = what;
    this.lock = lock;
  }

  /** As the table spells it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  public String what() {
    return what;
  }

  /** The strongest lock on a table with rows. */
  public String lock() {
    return lock;
  }

  static Step of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
