package io.betintel.ev.stream;

import java.time.Duration;
import java.time.Instant;

/** The greatest value of the last one to two minutes. Safe for several threads. */
final class RecentMaximum {
  private static final long WINDOW_MS = Duration.ofMinutes(1).toMillis();

  private long window = Long.MIN_VALUE;
  private double now = Double.NaN;
  private double before = Double.NaN;

  synchronized void saw(double value, Instant at) {
    turn(at);
    now = Double.isNaN(now) ? value : Math.max(now, value);
  }

  /** NaN if there was no value. */
  synchronized double get(Instant at) {
    turn(at);
    return Double.isNaN(now) ? before : Double.isNaN(before) ? now : Math.max(now, before);
  }

  private void turn(Instant at) {
    long current = Math.floorDiv(at.toEpochMilli(), WINDOW_MS);
    if (current != window) {
      before = current == window + 1 ? now : Double.NaN;
      now = Double.NaN;
      window = current;
    }
  }
}
