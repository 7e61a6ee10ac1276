package io.betintel.ev.codec;

import java.util.Locale;
import java.util.Optional;

/** A record that is broken for good; the message names the field, the value and the remedy. */
public final class BrokenRecordException extends RuntimeException {
  /**
   * A producer's text may be of any length and have control characters; logs and headers may not.
   */
  private static final int LONGEST_MESSAGE = 1000;

  private final Reason reason;
  private final transient Quoted quote;

  public BrokenRecordException(Reason reason, String message) {
    this(reason, message, null);
  }

  public BrokenRecordException(Reason reason, String message, Throwable cause) {
    this(reason, message, cause, null);
  }

  /**
   * @param quote whose snapshot it is; null if that is unknown, or if its times are what is wrong
   */
  public BrokenRecordException(Reason reason, String message, Throwable cause, Quoted quote) {
    super(oneLine(message), cause);
    this.reason = reason;
    this.quote = quote;
  }

  private static String oneLine(String message) {
    StringBuilder line = new StringBuilder(Math.min(message.length(), LONGEST_MESSAGE) + 3);
    for (int i = 0; i < message.length(); i++) {
      if (line.length() >= LONGEST_MESSAGE) {
        return line.append("...").toString();
      }
      char c = message.charAt(i);
      if (Character.isISOControl(c)) {
        line.append(String.format("\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }

  public Reason reason() {
    return reason;
  }

  /**
   * The snapshot that is refused; empty if market, bookmaker or time cannot be read or trusted. The
   * bookmaker's earlier offers in the market no longer hold.
   */
  public Optional<Quoted> quote() {
    return Optional.ofNullable(quote);
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
    /** Key, value and headers exceed the input's limit, which compression hid. */
    TOO_LARGE,
    /** The value does not start with the magic byte 0 and a schema id. */
    NOT_WIRE_FORMAT,
    /** The registry does not know the schema id. */
    UNKNOWN_SCHEMA,
    /** The writer's schema is not an OddsEvent, or cannot be read as ours. */
    WRONG_SCHEMA,
    /** The bytes do not match their schema. */
    UNDECODABLE,
    /** The key is not the value's bet type. */
    KEY_MISMATCH,
    /** A field's value is outside the contract. */
    OUT_OF_CONTRACT,
    /** The bookmaker's quote is later than its observation by more than the limit. */
    AHEAD_OF_TIME,
    /** The quote or its observation is later than the worker's clock by more than the limit. */
    AHEAD_OF_CLOCK,
    /** The market has snapshots of as many bookmakers as it may have. */
    TOO_MANY_BOOKMAKERS,
    /** With the snapshot the market would have more lines than it may have. */
    TOO_MANY_LINES,
    /** With the snapshot a line would have more outcomes than its readers take. */
    TOO_MANY_OUTCOMES,
    /** The worker's memory for snapshots is full. */
    STORE_FULL;

    /** As metrics and dead letters spell it, such as {@code key_mismatch}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
