package io.betintel.ev.odds;

/** A value outside the contract; the message names the field, the value and what is accepted. */
public final class InvalidOddsException extends IllegalArgumentException {
  private static final int LONGEST_VALUE = 80;

  private final String field;
  private final String accepted;

  public InvalidOddsException(String field, Object value, String accepted) {
    super(field + " is " + shown(value) + ": " + accepted);
    this.field = field;
    this.accepted = accepted;
  }

  private InvalidOddsException(String part, InvalidOddsException whole) {
    super(part + whole.getMessage(), whole);
    this.field = part + whole.field;
    this.accepted = whole.accepted;
  }

  /**
   * The same, of a part of something.
   *
   * @param part such as {@code outcomes[2].}
   */
  public InvalidOddsException within(String part) {
    return new InvalidOddsException(part, this);
  }

  /** The field as the Avro schema spells it, such as {@code outcomes[2].price}. */
  public String field() {
    return field;
  }

  /** What is accepted, for who names field and value themselves. */
  public String accepted() {
    return accepted;
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
