package io.betintel.ev.rename;

/** A rename is not begun, or does not go on; the message says why and what to do. */
public final class RenameRefusal extends Exception {
  RenameRefusal(String message) {
    super(message);
  }
}
