package io.betintel.ev.consume;

import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part of the worker that polls on a thread of its own until it is closed or fails. */
public final class PollingThread implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(PollingThread.class);
  private static final long PATIENCE_MS = 30_000;

  private final String part;
  private final Work work;
  private final Thread thread;

  private volatile boolean closed;
  private volatile Consumer<?, ?> consumer;
  private volatile PollLoop loop;
  private volatile String failure;

  /**
   * @param part its name in health
   * @param work is run once, by the thread
   */
  public PollingThread(String part, String threadName, Work work) {
    this.part = part;
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
   */
  public void poll(Consumer<?, ?> polled, PollLoop turns) throws InterruptedException {
    consumer = polled;
    loop = turns;
    while (!closed) {
      turns.turn();
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
    return running == null ? Check.waiting(part, "starting") : running.check();
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
      work.run(this);
    } catch (WakeupException | InterruptException | InterruptedException e) {
      if (!closed) {
        fail(e);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(Exception e) {
    failure = e instanceof StoppedException ? e.getMessage() : e.toString();
    LOG.error("Part {} has stopped: {}", part, failure, e);
  }
}
