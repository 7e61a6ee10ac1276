package io.betintel.ev.consume;

/** A part has work and does none of it: its Kafka client must be made again. */
public final class StalledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message says what waits, for people
   */
  public StalledException(String message) {
    super(message);
  }
}
