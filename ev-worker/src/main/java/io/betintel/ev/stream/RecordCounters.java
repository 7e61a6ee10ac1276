package io.betintel.ev.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The counters of one name, by outcome, reason and bet type. Each is registered once: to ask the
 * registry for every record makes a dozen objects. Safe for several threads.
 */
final class RecordCounters {
  private final String name;
  private final String description;
  private final MeterRegistry registry;
  private final Map<Labels, Counter> counters = new ConcurrentHashMap<>();

  RecordCounters(String name, String description, MeterRegistry registry) {
    this.name = name;
    this.description = description;
    this.registry = registry;
  }

  Counter of(String outcome, String reason, String betType) {
    return counters.computeIfAbsent(new Labels(outcome, reason, betType), this::register);
  }

  private Counter register(Labels labels) {
    return Counter.builder(name)
        .description(description)
        .tags("outcome", labels.outcome, "reason", labels.reason, "bet_type", labels.betType)
        .register(registry);
  }

  private record Labels(String outcome, String reason, String betType) {}
}
