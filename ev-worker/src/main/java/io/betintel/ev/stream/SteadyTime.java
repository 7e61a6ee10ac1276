package io.betintel.ev.stream;

import java.time.Clock;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;

/**
 * Kafka Streams' time, by which it commits and calls what is scheduled. Its own is the wall clock:
 * while that catches up after it was set back, Streams commits nothing and sweeps nothing.
 */
final class SteadyTime implements Time {
  private final Clock steady;

  /**
   * @param steady goes on with the time that passes
   */
  SteadyTime(Clock steady) {
    this.steady = steady;
  }

  @Override
  public long milliseconds() {
    return steady.millis();
  }

  @Override
  public long nanoseconds() {
    return System.nanoTime();
  }

  @Override
  public void sleep(long ms) {
    SYSTEM.sleep(ms);
  }

  @Override
  public void waitObject(Object waited, Supplier<Boolean> condition, long deadlineMs)
      throws InterruptedException {
    synchronized (waited) {
      while (!condition.get()) {
        long left = deadlineMs - milliseconds();
        if (left <= 0) {
          throw new TimeoutException("the condition did not hold before the deadline");
        }
        waited.wait(left);
      }
    }
  }
}
