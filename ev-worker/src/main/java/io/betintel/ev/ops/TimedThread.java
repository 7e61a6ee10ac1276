package io.betintel.ev.ops;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a part's work on a thread of its own, with a pause after each turn, until it is closed.
 */
public final class TimedThread implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(TimedThread.class);
  private static final long PATIENCE_MS = 5_000;

  private final String part;
  private final Work work;
  private final Thread thread;
  private final Turn turn;
  private volatile boolean closed;
  private volatile String failure;

  /**
   * @param part its name in health
   */
  public TimedThread(String part, String threadName, Work work) {
    this(part, threadName, work, System::nanoTime);
  }

  TimedThread(String part, String threadName, Work work, LongSupplier nanoTime) {
    this.turn = new Turn(nanoTime);
    this.part = part;
    this.work = work;
    this.thread = new Thread(this::run, threadName);
    thread.setDaemon(true);
  }

  /** What the thread does; an exception ends it. */
  public interface Work {
    /** Does what is due, and returns how long to wait until the next turn. */
    Duration turn() throws InterruptedException;

    /** How it is now; any thread may ask. */
    Check check();

    /** Called on the thread once it is closed. */
    default void end() {}
  }

  @Override
  public void start() {
    thread.start();
  }

  /** How long the turn lasts that the thread takes now. */
  public Turn turn() {
    return turn;
  }

  /** Whether {@link #close} was called: a long turn must end soon. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public Check check() {
    String reason = failure;
    return reason == null ? work.check() : Check.failed(part, reason);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(PATIENCE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration pauseAfterTurn() throws InterruptedException {
    turn.begins();
    try {
      return work.turn();
    } finally {
      turn.ends();
    }
  }

  private void run() {
    try {
      while (!closed) {
        Thread.sleep(pauseAfterTurn().toMillis());
      }
    } catch (InterruptedException e) {
      closed = true; // no other code reads this thread's interrupt flag
    } catch (RuntimeException e) {
      failure = e.toString();
      LOG.error("Part {} has stopped: {}", part, failure, e);
    }
    work.end();
  }
}
