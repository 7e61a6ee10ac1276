package io.betintel.ev.audit;

import java.util.Locale;

/** A kind of difference. Its label is what reports print and alerts may filter by. */
public enum DifferenceKind {
  /** An event of a bet type that is not served is neither parked nor set aside. */
  NOT_PARKED,
  /** Events of a bet type wait by the replayer's count, and the topic no longer has them. */
  PARKED_GONE,
  /** A record is broken, and no dead letter has it. */
  NOT_DEAD_LETTERED,
  /** The registry does not know a record's schema, and the quarantine does not have it. */
  NOT_QUARANTINED,
  /** One record was set aside twice in the same way. */
  SET_ASIDE_TWICE,
  /** A bookmaker quotes an outcome now, and no open line has the offer. */
  QUOTE_NOT_PUBLISHED,
  /** An open line has an offer that its bookmaker does not quote. */
  OFFER_WITHOUT_QUOTE,
  /** An open line has a bookmaker's offer at another price. */
  PRICE_DIFFERS,
  /** A line's outcome has no row in {@code bets}. */
  ROW_MISSING,
  /** A row of {@code bets} is of an older version than the topic's last that the sink has read. */
  ROW_STALE,
  /** A row of {@code bets} is of a version that the topic does not have. */
  ROW_VERSION,
  /** A row of {@code bets} has the line's version and other values. */
  ROW_DIFFERS,
  /** A row of {@code bets} is open, and the line no longer has the outcome. */
  ROW_OPEN,
  /** A row of {@code bets} is open, and the topic has no such line. */
  ROW_WITHOUT_LINE,
  /** {@code bet_history} lacks the present version of a row. */
  HISTORY_MISSING,
  /** {@code bet_history} has a later row than {@code bets}. */
  HISTORY_LATER,
  /** The last row of {@code bet_history} has other values than the row of {@code bets}. */
  HISTORY_DIFFERS,
  /** A line that is valid has no entry in Redis. */
  ENTRY_MISSING,
  /** An entry in Redis is of an older version than the topic's last that the sink has read. */
  ENTRY_STALE,
  /** An entry in Redis is of a version that the topic does not have. */
  ENTRY_VERSION,
  /** An entry in Redis has the line's version and other offers. */
  ENTRY_DIFFERS,
  /** An entry in Redis does not expire when its line does. */
  ENTRY_EXPIRY,
  /** An entry is in Redis, and its line is withdrawn, no longer valid, or switched off. */
  ENTRY_KEPT,
  /** An index in Redis lacks a line that has an entry. */
  INDEX_MISSING,
  /** An index in Redis has a line that has no entry. */
  INDEX_ORPHAN;

  /** Such as {@code row_missing}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
