package io.betintel.ev.parking;

import io.betintel.ev.parking.QuarantineRules.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts how a stay in quarantine ends. A record that goes to its market's task is still moving; a
 * dead letter has ended, and is counted where the stream counts ends. Over all workers, when
 * nothing is in flight:
 *
 * <pre>ev.records.quarantined = ev.quarantine.released + dead letters from the quarantine</pre>
 */
public final class QuarantineMetrics {
  private static final String NONE = "none";

  private final MeterRegistry registry;
  private final Counter released;
  private volatile double waiting;

  public QuarantineMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.released =
        Counter.builder("ev.quarantine.released")
            .description("Records that left the quarantine for their market's task")
            .register(registry);
    Gauge.builder("ev.quarantine.waiting", () -> waiting)
        .description("Records in this worker's partitions of odds.quarantine that wait")
        .register(registry);
  }

  void ended(Decision decision) {
    if (decision.broken().isEmpty()) {
      released.increment();
      return;
    }
    Counter.builder(decision.returned() ? "ev.records.returned" : "ev.records")
        .tags(
            "outcome", "dead_lettered", "reason", decision.broken().get().label(), "bet_type", NONE)
        .register(registry)
        .increment();
  }

  void waiting(long records) {
    waiting = records;
  }
}
