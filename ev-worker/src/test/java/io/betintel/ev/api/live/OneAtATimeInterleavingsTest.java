package io.betintel.ev.api.live;

import io.betintel.ev.harness.Interleavings;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** What waits when a writer is woken is written, by one writer at a time. */
final class OneAtATimeInterleavingsTest {

  @Test
  void whatWaitsIsTakenByOneThreadAtATime() {
    Interleavings.checkEnd(Shared.class, Apart.class);
  }

  /** Does nothing. */
  public static final class Apart {
    public void offer() {}
  }

  /** The executor is the thread that wakes. */
  public static final class Shared {
    private final ConcurrentLinkedQueue<Integer> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger within = new AtomicInteger();
    private final OneAtATime writer = new OneAtATime(Runnable::run, this::takeAll);
    private int offered;
    private int taken;

    private void takeAll() {
      if (within.getAndIncrement() > 0) {
        throw new AssertionError("two threads write at once");
      }
      while (waiting.poll() != null) {
        taken++;
      }
      within.getAndDecrement();
    }

    @Operation
    public void offer() {
      synchronized (waiting) {
        offered++;
      }
      waiting.add(1);
      writer.wake();
    }

    @Validate
    public void all() {
      if (taken != offered) {
        throw new AssertionError(offered + " waited and " + taken + " were taken");
      }
    }
  }
}
