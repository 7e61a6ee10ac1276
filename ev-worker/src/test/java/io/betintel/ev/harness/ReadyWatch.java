package io.betintel.ev.harness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks all the time whether any worker of an installation is ready, from its creation on. */
public final class ReadyWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Installation installation;
  private final Thread thread = new Thread(this::watch, "ready-watch");
  private volatile boolean closed;
  private volatile Duration longestGap = Duration.ZERO;
  private volatile Throwable failure;
  private volatile boolean everReady;

  public ReadyWatch(Installation installation) {
    this.installation = installation;
    thread.start();
  }

  /**
   * The longest time in which no worker was ready.
   *
   * @throws AssertionError if it has not watched until now
   */
  public Duration longestGap() {
    if (failure != null || !everReady || !thread.isAlive()) {
      throw new AssertionError("watched in vain; ever ready: " + everReady, failure);
    }
    return longestGap;
  }

  private void watch() {
    try {
      askUntilClosed();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void askUntilClosed() {
    long lastReady = System.nanoTime();
    while (!closed) {
      long asked = System.nanoTime();
      if (installation.running().stream().anyMatch(WorkerProcess::ready)) {
        lastReady = System.nanoTime();
        everReady = true;
      } else {
        // Ready at the end of one question, not at the beginning of this one.
        Duration gap = Duration.ofNanos(asked - lastReady);
        longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
