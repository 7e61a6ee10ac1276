package io.betintel.ev.consume;

/** A person must decide before this part goes on; the message is for people. */
public final class StoppedException extends RuntimeException {
  public StoppedException(String message) {
    super(message);
  }

  public StoppedException(String message, Throwable cause) {
    super(message, cause);
  }
}
