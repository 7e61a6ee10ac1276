package io.betintel.ev.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The heap that a process's stores take, those of its own tasks and those that stand by for other
 * workers' tasks. Only its own tasks can refuse a snapshot; a standby holds what another worker has
 * accepted. Safe for several threads.
 */
final class StoreMemory {
  private final AtomicLong all = new AtomicLong();

  /**
   * @param active what the stores of its own tasks take
   */
  StoreMemory(HeapShare active, MeterRegistry registry) {
    gauge("active", active, registry);
    gauge("standby", active, registry);
  }

  private void gauge(String role, HeapShare active, MeterRegistry registry) {
    boolean standby = role.equals("standby");
    Gauge.builder(
            "ev.store.bytes",
            () -> standby ? Math.max(0, all.get() - active.used()) : active.used())
        .description("Heap that stores of snapshots take, in bytes")
        .tags("role", role)
        .register(registry);
  }

  /** Makes stores that are counted. */
  KeyValueBytesStoreSupplier stores(String name) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new MeasuredStore(name, all);
      }

      @Override
      public String metricsScope() {
        return "in-memory";
      }
    };
  }
}
