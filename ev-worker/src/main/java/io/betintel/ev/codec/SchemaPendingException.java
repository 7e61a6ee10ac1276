package io.betintel.ev.codec;

/** The registry has not given the schema of an id yet: the record is neither valid nor broken. */
public final class SchemaPendingException extends RuntimeException {
  private final int schemaId;
  private final boolean denied;

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

  /** Whether the registry answers and does not know the id. */
  public boolean denied() {
    return denied;
  }

  public int schemaId() {
    return schemaId;
  }
}
