package io.betintel.ev.sink;

import io.betintel.ev.ops.Turn;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** The state of a sink now: its threads' states together. */
final class SinkGauges {
  /** A thread that has not reported for so long waits for its store: its lag is unknown. */
  private static final long REPORT_HOLDS = Turn.SLOW.toNanos();

  private final List<State> threads = new CopyOnWriteArrayList<>();
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   */
  SinkGauges(MeterRegistry registry, String sink, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
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
        State::lagRecords,
        Double::sum);
    Gauge.builder("ev.sink.lag", () -> together(State::lagSeconds, Math::max))
        .baseUnit("seconds")
        .description(
            "Age of the newest written record while others wait; else 0. NaN while unknown.")
        .tag("sink", sink)
        .register(registry);
  }

  /** What one thread knows; written by it. */
  static final class State {
    private final LongSupplier nanoTime;
    volatile double held;
    volatile double kept;
    private volatile Lag lag;

    State(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      lag(Double.NaN, Double.NaN);
    }

    void lag(double records, double seconds) {
      lag = new Lag(records, seconds, nanoTime.getAsLong());
    }

    double lagRecords() {
      return lag().records();
    }

    double lagSeconds() {
      return lag().seconds();
    }

    private Lag lag() {
      long now = nanoTime.getAsLong(); // first: no report is older than when it is read
      Lag last = lag;
      return now - last.at() < REPORT_HOLDS ? last : new Lag(Double.NaN, Double.NaN, last.at());
    }
  }

  private record Lag(double records, double seconds, long at) {}

  /** The state of one more thread. */
  State add() {
    State state = new State(nanoTime);
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
