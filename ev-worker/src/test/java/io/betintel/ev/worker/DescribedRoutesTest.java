package io.betintel.ev.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.Description;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.ops.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The description and the routes are the same, both ways. */
class DescribedRoutesTest {
  @Test
  void everyRouteIsDescribedAndEveryDescribedRouteExists() {
    ApiConfig config = ApiConfig.from(new Settings(Map.of()));
    Access access = new Access(config, () -> Catalogue.of(1, List.of()), new SimpleMeterRegistry());
    ReadApi api = ReadApi.of(config, access, null, () -> null, null, () -> null, Clock.systemUTC());

    assertThat(api.routes()).containsExactlyElementsOf(Description.read().paths());
  }
}
