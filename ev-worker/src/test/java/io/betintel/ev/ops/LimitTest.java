package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LimitTest {
  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final Limit limit = new Limit("bookmakers", 4, registry);

  @Test
  void asManyAsTheLimitAreAllowedAndOneMoreIsCounted() {
    assertThat(limit.allows(3)).isTrue();
    assertThat(use()).isEqualTo(0.75);
    assertThat(limit.allows(4)).isTrue();
    assertThat(reached()).isZero();

    assertThat(limit.allows(5)).isFalse();
    assertThat(reached()).isEqualTo(1);
    assertThat(use()).isEqualTo(1);
  }

  @Test
  void useIsThatOfTheLastMinutes() {
    limit.allows(4);
    clock.add(Duration.ofMinutes(4));
    limit.allows(1);
    assertThat(use()).isEqualTo(1);

    clock.add(Duration.ofMinutes(4));
    assertThat(use()).isEqualTo(0.25);
  }

  @Test
  void limitOfNothingIsRefused() {
    assertThatThrownBy(() -> new Limit("lines", 0, registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lines: a limit of 0");
  }

  private double use() {
    return registry.get("ev.limit.use").tags("what", "bookmakers").gauge().value();
  }

  private double reached() {
    return registry.get("ev.limit.reached").tags("what", "bookmakers").counter().count();
  }
}
