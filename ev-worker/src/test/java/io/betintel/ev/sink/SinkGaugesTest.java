package io.betintel.ev.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SinkGaugesTest {
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final MicrometerSinkMetrics first = new MicrometerSinkMetrics(meters, "memory");
  private final MicrometerSinkMetrics second = first.ofAnotherThread();

  @Test
  void lagIsUnknownUntilEveryThreadKnowsItsOwn() {
    first.lag(3, Duration.ofSeconds(2));
    assertThat(gauge("ev.sink.lag.records")).isNaN();
    assertThat(gauge("ev.sink.lag")).isNaN();

    second.lag(4, Duration.ofSeconds(1));
    assertThat(gauge("ev.sink.lag.records")).isEqualTo(7);
    assertThat(gauge("ev.sink.lag")).isEqualTo(2);
  }

  @Test
  void lagIsUnknownOnceAThreadReportsNoMore() {
    AtomicLong nanos = new AtomicLong();
    SinkGauges.State thread = new SinkGauges(meters, "slow", nanos::get).add();
    thread.lag(3, 2);
    nanos.addAndGet(Duration.ofMillis(4_999).toNanos());
    assertThat(meters.get("ev.sink.lag.records").tag("sink", "slow").gauge().value()).isEqualTo(3);

    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(meters.get("ev.sink.lag.records").tag("sink", "slow").gauge().value()).isNaN();
    assertThat(meters.get("ev.sink.lag").tag("sink", "slow").gauge().value()).isNaN();
  }

  @Test
  void heldRecordsAreAddedUpAndKeptLinesAreCountedOnce() {
    first.held(5);
    second.held(6);
    first.kept(9); // each asks the same store
    second.kept(9);

    assertThat(gauge("ev.sink.lines.held")).isEqualTo(11);
    assertThat(gauge("ev.sink.lines.kept")).isEqualTo(9);
  }

  @Test
  void countersAreShared() {
    first.wrote(5, 3, 1, 1, Duration.ofMillis(2));
    second.wrote(2, 2, 0, 0, Duration.ofMillis(2));

    assertThat(meters.get("ev.sink.records.read").counter().count()).isEqualTo(7);
    assertThat(meters.get("ev.sink.batch").timer().count()).isEqualTo(2);
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }
}
