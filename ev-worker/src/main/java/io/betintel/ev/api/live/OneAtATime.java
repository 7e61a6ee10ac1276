package io.betintel.ev.api.live;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a task whenever somebody wakes it, never twice at once: it begins after the last call of
 * {@link #wake}. Safe for several threads.
 */
final class OneAtATime {
  private final Executor threads;
  private final Runnable task;
  private final AtomicInteger wanted = new AtomicInteger();

  /**
   * @param task must not throw
   */
  OneAtATime(Executor threads, Runnable task) {
    this.threads = threads;
    this.task = task;
  }

  /** Returns at once. */
  void wake() {
    if (wanted.getAndIncrement() == 0) {
      threads.execute(this::run);
    }
  }

  private void run() {
    int seen;
    do {
      seen = wanted.get();
      task.run();
    } while (!wanted.compareAndSet(seen, 0));
  }
}
