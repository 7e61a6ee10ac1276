package io.betintel.ev.parking;

import java.util.concurrent.locks.LockSupport;

/** Keeps the average below so many records per second. Owned by one thread. */
final class ReturnRate {
  private final double nanosPerRecord;
  private long freeAt = System.nanoTime();

  ReturnRate(int recordsPerSecond) {
    this.nanosPerRecord = 1e9 / recordsPerSecond;
  }

  /** Returns when so many records are paid for; at once if the thread is interrupted. */
  void spend(int records) {
    long now = System.nanoTime();
    freeAt = Math.max(freeAt, now) + (long) (records * nanosPerRecord);
    LockSupport.parkNanos(freeAt - now);
  }
}
