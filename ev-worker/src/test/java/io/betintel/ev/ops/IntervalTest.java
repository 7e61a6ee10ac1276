package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IntervalTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final Interval interval = new Interval(Duration.ofNanos(10), nanos::get);

  @Test
  void isDueAtOnceWhenNew() {
    assertThat(interval.isDue()).isTrue();
  }

  @Test
  void isDueAgainAWholeIntervalAfterTheRestart() {
    interval.restart();
    nanos.addAndGet(9); // past the end of a long, as System.nanoTime() may go
    assertThat(interval.isDue()).isFalse();

    nanos.addAndGet(1);
    assertThat(interval.isDue()).isTrue();
    assertThat(interval.isDue()).isTrue();

    interval.restart();
    assertThat(interval.isDue()).isFalse();
  }
}
