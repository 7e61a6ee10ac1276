package io.betintel.ev.sink;

import io.betintel.ev.harness.Interleavings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * A sink's thread reports while a scrape reads: the scrape never has the records of one report with
 * the seconds of an older one, and a report that is five seconds old counts no more.
 */
final class SinkGaugesInterleavingsTest {

  @Test
  void reportIsReadWholeOrNotAtAll() {
    Interleavings.check(Shared.class, Apart.class);
  }

  /** The code under test. */
  public static final class Shared {
    private final AtomicLong nanos = new AtomicLong();
    private final SinkGauges.State state =
        new SinkGauges(new SimpleMeterRegistry(), "memory", nanos::get).add();

    @Operation(nonParallelGroup = "sink")
    public void report(@Param(gen = IntGen.class, conf = "0:9") int lag) {
      state.lag(lag, lag);
    }

    @Operation(nonParallelGroup = "sink")
    public void unknown() {
      state.lag(Double.NaN, Double.NaN);
    }

    @Operation(nonParallelGroup = "scrape")
    public double records() {
      return state.lagRecords();
    }

    @Operation(nonParallelGroup = "scrape")
    public double seconds() {
      return state.lagSeconds();
    }

    /** On the sink's side: a report is as old as its beginning. */
    @Operation(nonParallelGroup = "sink")
    public void pass(@Param(gen = IntGen.class, conf = "1:3") int seconds) {
      nanos.addAndGet(seconds * 2_000_000_000L);
    }
  }

  /** For one thread. */
  public static final class Apart {
    private double lag = Double.NaN;
    private int age;

    public void report(int reported) {
      lag = reported;
      age = 0;
    }

    public void unknown() {
      report(0);
      lag = Double.NaN;
    }

    public double records() {
      return age < 5 ? lag : Double.NaN;
    }

    public double seconds() {
      return records();
    }

    public void pass(int seconds) {
      age += 2 * seconds;
    }
  }
}
