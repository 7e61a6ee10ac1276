package io.betintel.ev.odds;

/** A value outside the contract; the message names the field, the value and what is accepted. */
public final class InvalidOddsException extends IllegalArgumentException {
  private static final int LONGEST_VALUE = 80;

  private final String field;

  public InvalidOddsException(String field, Object value, String accepted) {
    super(field + " is " + shown(value) + ": " + accepted);
    this.field = field;
  }

  private InvalidOddsException(String field, String message, Throwable cause) {
    super(message, cause);
    this.field = field;
  }

  /**
   * The same, of a part of something.
   *
   * @param part such as {@code outcomes[2].}
   */
  public InvalidOddsException within(String part) {
    return new InvalidOddsException(part + field, part + getMessage(), this);
  }

  /** The field as the Avro schema spells it, such as {@code outcomes[2].price}. */
  public String field() {
    return field;
  }

  private static String shown(Object value) {
    if (!(value instanceof String text)) {
      return String.valueOf(value);
    }
    return '"'
        + (text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...")
        + '"';
  }
}
