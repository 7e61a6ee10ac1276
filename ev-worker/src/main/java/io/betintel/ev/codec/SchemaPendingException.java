package io.betintel.ev.codec;

/** The registry has not given the schema of an id yet: the record is neither valid nor broken. */
public final class SchemaPendingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int schemaId;
  private final boolean denied;
  private String place = "a record";

  /** The registry gives no answer: every record waits for it. */
  public SchemaPendingException(int schemaId, String message) {
    this(schemaId, message, false);
  }

  /**
   * @param denied whether the registry answers and does not know the id: only the records with this
   *     id wait
   */
  public SchemaPendingException(int schemaId, String message, boolean denied) {
    super(message);
    this.schemaId = schemaId;
    this.denied = denied;
  }

  /**
   * The same, of a record.
   *
   * @param place the record's topic, partition and offset, for people
   */
  public SchemaPendingException at(String place) {
    SchemaPendingException placed =
        new SchemaPendingException(schemaId, place + ": " + getMessage(), denied);
    placed.initCause(this);
    placed.place = place;
    return placed;
  }

  /** Where the record is, for people. */
  public String place() {
    return place;
  }

  /** Whether the registry answers and does not know the id. */
  public boolean denied() {
    return denied;
  }

  public int schemaId() {
    return schemaId;
  }
}
