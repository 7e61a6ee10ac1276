package io.betintel.ev.codec;

/** The registry has not said yet what a schema id is: the record is neither good nor broken. */
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
