package io.betintel.ev.codec;

import java.util.Locale;

/** A record that no waiting will mend; the message names the field, the value and the remedy. */
public final class BrokenRecordException extends RuntimeException {
  private final Reason reason;

  public BrokenRecordException(Reason reason, String message) {
    this(reason, message, null);
  }

  public BrokenRecordException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What is wrong with the record. */
  public enum Reason {
    /** The record has no key. */
    NO_KEY,
    /** The key is not UTF-8. */
    KEY_NOT_UTF8,
    /** The record has no value. */
    NULL_VALUE,
    /** The record timestamp is missing. */
    NO_TIMESTAMP,
    /** The value does not start with the magic byte 0 and a schema id. */
    NOT_WIRE_FORMAT,
    /** The registry does not know the schema id. */
    UNKNOWN_SCHEMA,
    /** The writer's schema is not an OddsEvent, or not one that can be read as ours. */
    WRONG_SCHEMA,
    /** The bytes are not what their schema says. */
    UNDECODABLE,
    /** The key is not the value's bet type. */
    KEY_MISMATCH,
    /** A field's value is outside the contract. */
    OUT_OF_CONTRACT,
    /** The bookmaker's quote is later than its observation by more than the limit. */
    AHEAD_OF_TIME;

    /** As metrics and dead letters spell it, such as {@code key_mismatch}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
