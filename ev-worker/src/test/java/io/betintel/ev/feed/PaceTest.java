package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.ops.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private final List<Duration> sleeps = new ArrayList<>();

  @Test
  void spacesEventsEvenly() throws InterruptedException {
    Pace pace = new Pace(4, clock, this::sleep);
    for (int i = 0; i < 5; i++) {
      pace.await();
    }
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plusSeconds(1));
    assertThat(sleeps).containsOnly(Duration.ofMillis(250)).hasSize(4);
  }

  @Test
  void catchesUpAfterADelayInsteadOfAddingItUp() throws InterruptedException {
    Pace pace = new Pace(10, clock, this::sleep);
    pace.await();
    clock.move(Duration.ofMillis(350)); // three more events became due meanwhile
    for (int i = 0; i < 3; i++) {
      pace.await();
    }
    assertThat(sleeps).isEmpty();
    pace.await();
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plusMillis(400));
  }

  @Test
  void neverSleepsWithoutALimit() throws InterruptedException {
    Pace pace = new Pace(Double.POSITIVE_INFINITY, clock, this::sleep);
    for (int i = 0; i < 1000; i++) {
      pace.await();
    }
    assertThat(sleeps).isEmpty();
  }

  private void sleep(Duration span) {
    sleeps.add(span);
    clock.move(span);
  }
}
