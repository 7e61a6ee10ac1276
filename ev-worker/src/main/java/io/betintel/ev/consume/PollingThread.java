package io.betintel.ev.consume;

import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.RootCause;
import io.betintel.ev.ops.Turn;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part of the worker that polls on a thread of its own until it is closed or fails. */
public final class PollingThread implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(PollingThread.class);
  private static final long PATIENCE_MS = 30_000;

  /** A consumer that stands still may wait for an answer that was lost. */
  private static final Duration PATIENCE_WITH_A_STALLED_ONE = Duration.ofSeconds(1);

  private final String part;
  private final Progress progress;
  private final Work work;
  private final Thread thread;
  private final Turn turn;

  private volatile boolean closed;
  private volatile Consumer<?, ?> consumer;
  private volatile PollLoop loop;
  private volatile String failure;

  /**
   * @param part its name in health
   * @param progress is told what the thread reads, and says when its clients must be made again
   * @param work is run by the thread, once for each time that the clients are made
   */
  public PollingThread(String part, String threadName, Progress progress, Work work) {
    this(part, threadName, progress, work, System::nanoTime);
  }

  PollingThread(
      String part, String threadName, Progress progress, Work work, LongSupplier nanoTime) {
    this.turn = new Turn(nanoTime);
    this.part = part;
    this.progress = progress;
    this.work = work;
    this.thread = new Thread(this::run, threadName);
  }

  /** Opens the clients, calls {@link #poll} and closes the clients. */
  @FunctionalInterface
  public interface Work {
    void run(PollingThread thread) throws InterruptedException;
  }

  /**
   * Repeats the turns until the part is closed; called by the work.
   *
   * @param polled is woken up by {@link #close}
   * @throws StalledException if its clients must be made again; the work lets it pass
   */
  public void poll(Consumer<?, ?> polled, PollLoop turns) throws InterruptedException {
    consumer = polled;
    loop = turns;
    try (Member member = progress.join()) {
      member.polls(polled);
      while (!closed) {
        turn.begins();
        turn(turns, member);
        turn.ends();
        member.polled(polled);
      }
    } catch (StalledException e) {
      polled.close(CloseOptions.timeout(PATIENCE_WITH_A_STALLED_ONE));
      throw e;
    } finally {
      turn.ends();
    }
  }

  private void turn(PollLoop turns, Member member) throws InterruptedException {
    try {
      turns.turn();
    } catch (WakeupException e) {
      if (closed || !member.mustBeMadeAgain()) {
        throw e;
      }
      throw new StalledException(progress.renewalCause());
    }
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public Check check() {
    String reason = failure;
    if (reason != null) {
      return Check.failed(part, reason);
    }
    PollLoop running = loop;
    return progress.over(
        running == null
            ? Check.waiting(part, "starting")
            : turn.over(running.check(), "a server that it has asked", ""));
  }

  @Override
  public void close() {
    closed = true;
    Consumer<?, ?> polled = consumer;
    if (polled != null) {
      polled.wakeup();
    }
    try {
      thread.join(PATIENCE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean again;
      do {
        again = isStalled();
      } while (again && !closed);
    } catch (WakeupException | InterruptException | InterruptedException e) {
      if (!closed) {
        fail(e);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** Does the work until it ends; true if its clients must be made again. */
  private boolean isStalled() throws InterruptedException {
    try {
      work.run(this);
      return false;
    } catch (StalledException e) {
      LOG.warn("Part {} makes its Kafka clients again: {}", part, e.getMessage());
      return true;
    }
  }

  private void fail(Exception e) {
    failure = e.getClass().getName() + ": " + RootCause.text(e);
    LOG.error("Part {} has stopped: {}", part, failure, e);
  }
}
