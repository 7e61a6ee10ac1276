package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The description and the routes are the same, both ways. */
class DescriptionTest {
  private final ReadApi api =
      new ReadApi(
          ApiConfig.from(new Settings(Map.of())),
          null,
          null,
          CacheKeys.standard(),
          () -> Catalogue.of(1, List.of()),
          () -> Check.up("database", ""),
          new SimpleMeterRegistry(),
          Clock.systemUTC());

  @Test
  void everyRouteIsDescribedAndEveryDescribedRouteIsThere() {
    assertThat(api.routes()).containsExactlyElementsOf(Description.read().paths());
  }
}
