package io.betintel.ev.sink;

import io.betintel.ev.sink.LineSink.Prepared;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The one write that may be in progress, so that the next batch is read and decoded while the store
 * works. There is never a second one: writes keep their order, and each begins at the positions
 * that the one before has stored. Owned by one thread.
 */
final class WriteAhead {
  private final Executor store;
  private final Clock clock;
  private FutureTask<Done> running;
  private Batch batch;

  /**
   * @param store runs writes
   */
  WriteAhead(Executor store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A finished write.
   *
   * @param changed lines that were newer than the store's
   * @param at when it was finished
   */
  record Done(int changed, Duration took, Instant at) {}

  /** Begins a write and returns at once. No other may be in progress. */
  void begin(Batch next, Prepared prepared) {
    run(next, prepared, store);
  }

  /** Writes on this thread. No other write may be in progress. */
  void doNow(Batch next, Prepared prepared) {
    run(next, prepared, Runnable::run);
  }

  /** The batch whose outcome {@link #outcome} returns; null without one. */
  Batch batch() {
    return batch;
  }

  /** Whether the store has not finished. */
  boolean isRunning() {
    return running != null && !running.isDone();
  }

  /** Waits until the store has finished; the outcome is kept. */
  void await() {
    if (running != null) {
      try {
        running.get();
      } catch (ExecutionException kept) {
        // outcome() throws it
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
  }

  /**
   * Waits for the write, and forgets it.
   *
   * @throws RuntimeException the write's own
   */
  Done outcome() {
    FutureTask<Done> finished = running;
    await();
    running = null;
    batch = null;
    try {
      return finished.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void run(Batch next, Prepared prepared, Executor on) {
    if (running != null) {
      throw new IllegalStateException("a write is in progress");
    }
    Callable<Done> write =
        () -> {
          long began = System.nanoTime();
          int changed = prepared.write();
          return new Done(changed, Duration.ofNanos(System.nanoTime() - began), clock.instant());
        };
    batch = next;
    running = new FutureTask<>(write);
    on.execute(running);
  }
}
