package io.betintel.ev.ops;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when something that is done every so often is due; due at once when new. Measured by {@link
 * System#nanoTime} and not by a {@link java.time.Clock}, which may be set back. Owned by one
 * thread.
 */
public final class Interval {
  private final long nanos;
  private final LongSupplier nanoTime;
  private long dueAt;

  /**
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   */
  public Interval(Duration length, LongSupplier nanoTime) {
    this.nanos = length.toNanos();
    this.nanoTime = nanoTime;
    this.dueAt = nanoTime.getAsLong();
  }

  public boolean isDue() {
    return nanoTime.getAsLong() - dueAt >= 0;
  }

  /** The next time is a whole interval from now. */
  public void restart() {
    dueAt = nanoTime.getAsLong() + nanos;
  }
}
