package io.betintel.ev.rehearse;

import java.time.Duration;

/**
 * How long others would wait.
 *
 * @param writers for INSERT, UPDATE and DELETE; zero if they would not
 * @param readers for SELECT; zero if they would not
 */
public record Wait(Duration writers, Duration readers) {
  static final Wait NONE = new Wait(Duration.ZERO, Duration.ZERO);

  /** The longer one of each. */
  Wait or(Wait other) {
    return new Wait(longer(writers, other.writers), longer(readers, other.readers));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
