package io.betintel.ev.sink;

import io.betintel.ev.ops.Latency;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Every metric carries the sink's name as the tag {@code sink}. Of one thread: the threads of a
 * sink share its counters, and its gauges show them together.
 */
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

  private final MeterRegistry registry;
  private final String sink;
  private final SinkGauges gauges;
  private final SinkGauges.State state;

  public MicrometerSinkMetrics(MeterRegistry registry, String sink) {
    this(registry, sink, new SinkGauges(registry, sink, System::nanoTime));
  }

  private MicrometerSinkMetrics(MeterRegistry registry, String sink, SinkGauges gauges) {
    this.registry = registry;
    this.sink = sink;
    this.gauges = gauges;
    this.state = gauges.add();
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
  }

  /** The metrics of one more thread of the same sink. */
  MicrometerSinkMetrics ofAnotherThread() {
    return new MicrometerSinkMetrics(registry, sink, gauges);
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
    state.held = records;
  }

  @Override
  public void kept(long lines) {
    state.kept = lines;
  }

  @Override
  public void failed(SinkException.Kind kind) {
    failures.get(kind).increment();
  }

  @Override
  public void lag(long records, Duration behind) {
    state.lag((double) records, behind.toMillis() / 1e3);
  }

  @Override
  public void lagIsUnknown() {
    state.lag(Double.NaN, Double.NaN);
  }
}
