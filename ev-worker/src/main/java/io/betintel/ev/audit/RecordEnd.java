package io.betintel.ev.audit;

import java.util.Locale;

/** What became of a record of the input. */
public enum RecordEnd {
  /** It was its bookmaker's newest snapshot of the market when it was read. */
  APPLIED,
  /** A newer snapshot, or the same, was there; or its event was over. */
  SUPERSEDED,
  /** It is in {@code odds.parked}; it may have been returned since. */
  PARKED,
  /** It is in {@code odds.dead-letter}. */
  DEAD_LETTERED,
  /** It waits in {@code odds.quarantine}. */
  QUARANTINED,
  /** The workers had not dealt with it when the audit began. */
  IN_FLIGHT,
  /** Its bet type is not served now, and may have been when the record came. */
  NOT_JUDGED,
  /** None of these. */
  LOST;

  /** Such as {@code dead_lettered}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
