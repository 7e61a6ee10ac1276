package io.betintel.ev.parking;

import java.util.concurrent.locks.LockSupport;

/** Limits the average number of records per second. Owned by one thread. */
final class ReturnRate {
  private final double nanosPerRecord;
  private long freeAt = System.nanoTime();

  ReturnRate(int recordsPerSecond) {
    this.nanosPerRecord = 1e9 / recordsPerSecond;
  }

  /**
   * Waits until the rate allows this many records; returns at once if the thread is interrupted.
   */
  void spend(int records) {
    long now = System.nanoTime();
    freeAt = Math.max(freeAt, now) + (long) (records * nanosPerRecord);
    LockSupport.parkNanos(freeAt - now);
  }
}
