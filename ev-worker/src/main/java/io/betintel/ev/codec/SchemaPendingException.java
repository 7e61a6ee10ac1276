package io.betintel.ev.codec;

/** The registry has not given the schema of an id yet: the record is neither valid nor broken. */
public final class SchemaPendingException extends RuntimeException {
  private final int schemaId;

  public SchemaPendingException(int schemaId, String message) {
    super(message);
    this.schemaId = schemaId;
  }

  public int schemaId() {
    return schemaId;
  }
}
