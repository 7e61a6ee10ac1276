package io.betintel.ev.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The wall clock, which may jump, and the time that passes, which does not. */
final class ModelClock extends Clock {
  static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  /** Quotes are observed by a clock that is so far behind, so that no jump makes one early. */
  private static final Duration FEED_BEHIND = Duration.ofMinutes(3);

  private Duration passed = Duration.ZERO;
  private Duration jumped = Duration.ZERO;

  void pass(Duration span) {
    passed = passed.plus(span);
  }

  /** The wall clock is set, forward or back; back by no more than a minute in all. */
  void jump(Duration span) {
    Duration then = jumped.plus(span);
    jumped = then.compareTo(Duration.ofMinutes(-1)) < 0 ? jumped : then;
  }

  long nanoTime() {
    return passed.toNanos();
  }

  /** When a feed observes a quote now. */
  Instant feed() {
    return START.plus(passed).minus(FEED_BEHIND);
  }

  @Override
  public Instant instant() {
    return START.plus(passed).plus(jumped);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
