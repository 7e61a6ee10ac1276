package io.betintel.ev.simulation;

/** What must not be. The message begins with the checker's name. */
final class Finding extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String checker;

  Finding(String checker, String message) {
    super(checker + ": " + message);
    this.checker = checker;
  }

  Finding(String checker, Throwable cause) {
    super(checker + ": " + cause, cause);
    this.checker = checker;
  }

  String checker() {
    return checker;
  }
}
