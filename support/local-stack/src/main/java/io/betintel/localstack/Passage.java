package io.betintel.localstack;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a proxy does now with the bytes of its connections. Safe for several threads. */
final class Passage {
  private Duration toServer = Duration.ZERO;
  private Duration toClient = Duration.ZERO;
  private boolean open = true;

  /** Of the bytes. */
  enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  /** Bytes that have not passed yet are delayed by this too. */
  synchronized void delay(Duration serverwards, Duration clientwards) {
    toServer = serverwards;
    toClient = clientwards;
    notifyAll();
  }

  /** Nothing passes. */
  synchronized void shut() {
    open = false;
    notifyAll();
  }

  /** Everything passes, also what was kept. */
  synchronized void open() {
    open = true;
    notifyAll();
  }

  /**
   * Returns when bytes may pass.
   *
   * @param arrived when they came, by {@link System#nanoTime}
   */
  synchronized void await(Direction direction, long arrived) throws InterruptedException {
    while (true) {
      Duration delay = direction == Direction.TO_SERVER ? toServer : toClient;
      long left = arrived + delay.toNanos() - System.nanoTime();
      if (!open) {
        wait();
      } else if (left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } else {
        return;
      }
    }
  }
}
