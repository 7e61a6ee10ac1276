package io.betintel.ev.ops;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;

/** The scraped metrics registry, with the metrics of the JVM. */
public final class WorkerMeters implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<MeterBinder> binders = new ArrayList<>();

  public WorkerMeters() {
    add(new ClassLoaderMetrics());
    add(new JvmMemoryMetrics());
    add(new JvmGcMetrics());
    add(new JvmThreadMetrics());
    add(new ProcessorMetrics());
    add(new UptimeMetrics());
    add(new LogbackMetrics());
  }

  public PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    for (MeterBinder binder : binders) {
      if (binder instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception e) {
          throw new IllegalStateException("metrics did not close: " + binder, e);
        }
      }
    }
    registry.close();
  }

  /** Adds the metrics of a part; they are closed with the registry. */
  public void bind(MeterBinder binder) {
    add(binder);
  }

  private void add(MeterBinder binder) {
    binder.bindTo(registry);
    binders.add(binder);
  }
}
