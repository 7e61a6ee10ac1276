package io.betintel.ev.sink;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/** The state of a sink now: its threads' states together. */
final class SinkGauges {
  private final List<State> threads = new CopyOnWriteArrayList<>();

  SinkGauges(MeterRegistry registry, String sink) {
    gauge(
        registry,
        sink,
        "ev.sink.lines.held",
        "Records whose schema is looked up; the others are stored meanwhile.",
        state -> state.held,
        Double::sum);
    gauge(
        registry,
        sink,
        "ev.sink.lines.kept",
        "Lines that the store keeps until their bet type has a label.",
        state -> state.kept,
        Math::max); // each thread knows all that the store keeps
    gauge(
        registry,
        sink,
        "ev.sink.lag.records",
        "Committed records that are not written yet; NaN while unknown.",
        state -> state.lagRecords,
        Double::sum);
    Gauge.builder("ev.sink.lag", () -> together(state -> state.lagSeconds, Math::max))
        .baseUnit("seconds")
        .description("Age of the newest written record while others wait; else 0.")
        .tag("sink", sink)
        .register(registry);
  }

  /** What one thread knows; written by it. */
  static final class State {
    volatile double held;
    volatile double kept;
    volatile double lagRecords = Double.NaN;
    volatile double lagSeconds = Double.NaN;
  }

  /** The state of one more thread. */
  State add() {
    State state = new State();
    threads.add(state);
    return state;
  }

  private void gauge(
      MeterRegistry registry,
      String sink,
      String name,
      String description,
      ToDoubleFunction<State> of,
      DoubleBinaryOperator joined) {
    Gauge.builder(name, () -> together(of, joined))
        .description(description)
        .tag("sink", sink)
        .register(registry);
  }

  /** NaN if one of them is. */
  private double together(ToDoubleFunction<State> of, DoubleBinaryOperator joined) {
    return threads.stream().mapToDouble(of).reduce(joined).orElse(Double.NaN);
  }
}
