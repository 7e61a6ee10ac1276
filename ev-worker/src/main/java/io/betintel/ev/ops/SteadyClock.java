package io.betintel.ev.ops;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock for pauses, deadlines and ages: it begins with the wall clock's time and goes on with the
 * time that passes, whatever the wall clock is set to. What it shows means nothing to anyone else.
 */
public final class SteadyClock extends Clock {
  private final Instant began;
  private final LongSupplier nanoTime;
  private final long beganAt;

  /**
   * @param wall is read once
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   */
  public SteadyClock(Clock wall, LongSupplier nanoTime) {
    this.began = wall.instant();
    this.nanoTime = nanoTime;
    this.beganAt = nanoTime.getAsLong();
  }

  /** One that begins now. */
  public static SteadyClock now() {
    return new SteadyClock(Clock.systemUTC(), System::nanoTime);
  }

  @Override
  public Instant instant() {
    return began.plusNanos(nanoTime.getAsLong() - beganAt);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a steady clock has no time of day");
  }
}
