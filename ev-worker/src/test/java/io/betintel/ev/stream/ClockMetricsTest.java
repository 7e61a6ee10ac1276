package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.odds.Bookmaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ClockMetricsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void producersCannotMakeMetricsWithoutEnd() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ClockMetrics metrics = new ClockMetrics(registry, Clock.systemUTC());
    for (int i = 0; i < 2_000; i++) {
      metrics.observed(new Bookmaker("book" + i), "feed", NOW, NOW);
      metrics.refused(new Bookmaker("book" + i), "feed");
    }
    metrics.observed(new Bookmaker("book1"), "Not a name\n", NOW, NOW);

    // 500 sources, "other" and "none", which has two counters
    assertThat(registry.get("ev.clock.offset.seconds").gauges()).hasSize(502);
    assertThat(registry.get("ev.clock.ahead").counters()).hasSize(503);
    assertThat(
            registry
                .get("ev.clock.ahead")
                .tags("bookmaker", "other", "feed", "other")
                .counter()
                .count())
        .isEqualTo(1_500);
  }

  @Test
  void maximumForgetsWhatIsOlderThanTwoMinutes() {
    RecentMaximum maximum = new RecentMaximum();
    assertThat(maximum.get(NOW)).isNaN();
    maximum.saw(7, NOW);
    maximum.saw(3, NOW.plusSeconds(1));
    assertThat(maximum.get(NOW.plusSeconds(59))).isEqualTo(7);

    maximum.saw(-4, NOW.plusSeconds(61));
    assertThat(maximum.get(NOW.plusSeconds(119))).isEqualTo(7);
    assertThat(maximum.get(NOW.plusSeconds(121))).isEqualTo(-4);
    assertThat(maximum.get(NOW.plusSeconds(600))).isNaN();
  }
}
