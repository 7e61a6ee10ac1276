package io.betintel.ev.sink;

import io.betintel.ev.consume.Progress;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One running sink. Its threads, and those of the other workers' sinks of the same name, share the
 * partitions of the lines topic in a consumer group. The store's positions are of partitions, so a
 * thread depends on another no more than on another worker.
 */
public final class SinkRunner implements Component {
  private final List<SinkThread> threads = new ArrayList<>();

  /**
   * @param sinks makes a sink for each thread
   * @param progress of the sink
   * @param meters receives the consumers' own metrics
   * @param pricingIsBehind in this process: then stores may rest
   */
  public SinkRunner(
      Supplier<? extends LineSink> sinks,
      LinesTopic topic,
      SinkConfig config,
      MicrometerSinkMetrics metrics,
      Progress progress,
      MeterRegistry meters,
      Clock clock,
      BooleanSupplier pricingIsBehind) {
    for (int number = 1; number <= config.threads(); number++) {
      SinkMetrics own = number == 1 ? metrics : metrics.ofAnotherThread();
      threads.add(
          new SinkThread(
              sinks.get(), number, topic, config, own, progress, meters, clock, pricingIsBehind));
    }
  }

  /** The consumer group whose offsets show a sink's lag. */
  public static String group(String application, String sink) {
    return application + "-" + sink;
  }

  @Override
  public void start() {
    threads.forEach(SinkThread::start);
  }

  /** The worst of its threads' states; if all are up, what each of them does. */
  @Override
  public Check check() {
    List<Check> checks = threads.stream().map(SinkThread::check).toList();
    Check worst = checks.stream().max(Comparator.comparing(Check::status)).orElseThrow();
    return worst.status() == Check.Status.UP
        ? Check.up(
            worst.name(), checks.stream().map(Check::detail).collect(Collectors.joining("; ")))
        : worst;
  }

  @Override
  public void close() {
    threads.forEach(SinkThread::close);
  }
}
