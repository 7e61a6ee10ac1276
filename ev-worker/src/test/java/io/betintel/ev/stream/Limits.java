package io.betintel.ev.stream;

import io.betintel.ev.ops.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/** Limits for tests. */
final class Limits {
  private Limits() {}

  /** As they are by default. */
  static MarketLimits byDefault() {
    return of(Map.of());
  }

  /** Of markets, as the worker has them. */
  static KeyValueBytesStoreSupplier stores() {
    return new StoreMemory(byDefault().store(), new SimpleMeterRegistry())
        .stores(OddsTopology.MARKETS);
  }

  static MarketLimits of(Map<String, String> environment) {
    return MarketLimits.of(LimitConfig.from(new Settings(environment)), new SimpleMeterRegistry());
  }
}
