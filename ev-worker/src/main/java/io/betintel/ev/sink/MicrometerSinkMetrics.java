package io.betintel.ev.sink;

import io.betintel.ev.ops.Latency;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Every metric carries the sink's name as the tag {@code sink}. */
public final class MicrometerSinkMetrics implements SinkMetrics {
  private final Counter read;
  private final Counter written;
  private final Counter unchanged;
  private final Counter reduced;
  private final Map<RefusedRecord.Reason, Counter> refused =
      new EnumMap<>(RefusedRecord.Reason.class);
  private final Timer batches;
  private final Timer latency;
  private final Map<SinkException.Kind, Counter> failures = new EnumMap<>(SinkException.Kind.class);

  private volatile double held;
  private volatile double kept;
  private volatile double lagRecords = Double.NaN;
  private volatile double lagSeconds = Double.NaN;

  public MicrometerSinkMetrics(MeterRegistry registry, String sink) {
    read = counter(registry, sink, "ev.sink.records.read", "Records of the lines topic read.");
    written = counter(registry, sink, "ev.sink.lines.written", "Lines newer than the store's.");
    unchanged =
        counter(
            registry,
            sink,
            "ev.sink.lines.unchanged",
            "Lines that the store already had, whose bet type is off, or that are kept.");
    reduced =
        counter(
            registry,
            sink,
            "ev.sink.records.reduced",
            "Tombstones, and records with a newer version of their line in the same batch.");
    for (RefusedRecord.Reason reason : RefusedRecord.Reason.values()) {
      refused.put(
          reason,
          Counter.builder("ev.sink.lines.refused")
              .description("Records that cannot be stored and were sent to the dead letters.")
              .tag("sink", sink)
              .tag("reason", reason.label())
              .register(registry));
    }
    batches =
        Timer.builder("ev.sink.batch")
            .description("How long a batch took to write.")
            .tag("sink", sink)
            .serviceLevelObjectives(Latency.buckets())
            .register(registry);
    latency =
        Timer.builder("ev.sink.latency")
            .description("Time from a line's append to the lines topic until it is stored.")
            .tag("sink", sink)
            .serviceLevelObjectives(Latency.buckets())
            .register(registry);
    for (SinkException.Kind kind : SinkException.Kind.values()) {
      failures.put(
          kind,
          Counter.builder("ev.sink.failures")
              .description("Turns without progress, by kind of failure.")
              .tag("sink", sink)
              .tag("kind", kind.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    Gauge.builder("ev.sink.lines.held", () -> held)
        .description("Records whose schema is looked up; the others are stored meanwhile.")
        .tag("sink", sink)
        .register(registry);
    Gauge.builder("ev.sink.lines.kept", () -> kept)
        .description("Lines that the store keeps until their bet type has a label.")
        .tag("sink", sink)
        .register(registry);
    Gauge.builder("ev.sink.lag.records", () -> lagRecords)
        .description("Committed records that are not written yet; NaN while unknown.")
        .tag("sink", sink)
        .register(registry);
    Gauge.builder("ev.sink.lag", () -> lagSeconds)
        .baseUnit("seconds")
        .description("Age of the newest written record while others wait; else 0.")
        .tag("sink", sink)
        .register(registry);
  }

  private static Counter counter(
      MeterRegistry registry, String sink, String name, String description) {
    return Counter.builder(name).description(description).tag("sink", sink).register(registry);
  }

  @Override
  public void wrote(int read, int written, int unchanged, int reduced, Duration took) {
    this.read.increment(read);
    this.written.increment(written);
    this.unchanged.increment(unchanged);
    this.reduced.increment(reduced);
    batches.record(took);
  }

  @Override
  public void refused(RefusedRecord.Reason reason) {
    refused.get(reason).increment();
  }

  @Override
  public void stored(Duration sinceAppended) {
    latency.record(sinceAppended);
  }

  @Override
  public void held(long records) {
    held = records;
  }

  @Override
  public void kept(long lines) {
    kept = lines;
  }

  @Override
  public void failed(SinkException.Kind kind) {
    failures.get(kind).increment();
  }

  @Override
  public void lag(long records, Duration behind) {
    lagRecords = records;
    lagSeconds = behind.toMillis() / 1e3;
  }
}
