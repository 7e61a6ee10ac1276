package io.betintel.ev.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts the tasks of a stream thread that have background work of one kind, such as a sweep, so
 * that their turns together cost no more than one task's: records wait behind the sum of them. Each
 * thread counts for itself.
 */
final class SharedTurns {
  private final long round;
  private final LongSupplier nanoTime;
  private final ThreadLocal<Count> counts = ThreadLocal.withInitial(Count::new);

  /**
   * @param interval between two turns of a task
   */
  SharedTurns(Duration interval) {
    this(interval, System::nanoTime);
  }

  /**
   * @param interval between two turns of a task
   * @param nanoTime by which a turn ends, in nanoseconds
   */
  SharedTurns(Duration interval, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.round = interval.toMillis() / 2; // of one round, turns are much closer together
  }

  /**
   * Call this at the beginning of a turn with work to do.
   *
   * @param now in milliseconds, by the stream's clock
   * @return among how many tasks the thread's time is divided, this one included: as many as had
   *     work in the round before
   */
  int among(long now) {
    return counts.get().next(now);
  }

  /** The time in nanoseconds by which a turn ends. */
  long nanoTime() {
    return nanoTime.getAsLong();
  }

  private final class Count {
    private long began = Long.MIN_VALUE / 2;
    private int before;
    private int tasks;

    int next(long now) {
      if (now - began >= round) {
        began = now;
        before = tasks;
        tasks = 0;
      }
      tasks++;
      return Math.max(before, tasks);
    }
  }
}
