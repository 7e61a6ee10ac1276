package io.betintel.ev.audit;

/** A server did not answer, or its answer cannot be compared; the message says which and why. */
public final class CouldNotLookException extends RuntimeException {
  public CouldNotLookException(String message, Throwable cause) {
    super(message, cause);
  }

  public CouldNotLookException(String message) {
    this(message, null);
  }
}
