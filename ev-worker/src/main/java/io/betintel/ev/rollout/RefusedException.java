package io.betintel.ev.rollout;

/** A change is refused and nothing was changed; the message gives the reason and the remedy. */
public final class RefusedException extends Exception {
  RefusedException(String message) {
    super(message);
  }

  RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
