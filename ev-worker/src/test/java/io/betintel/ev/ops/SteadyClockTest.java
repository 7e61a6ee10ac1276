package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SteadyClockTest {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  private final MovableClock wall = new MovableClock(START);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow
  private final SteadyClock steady = new SteadyClock(wall, nanos::get);

  @Test
  void goesOnWithTheTimeThatPassesWhateverTheWallClockIsSetTo() {
    assertThat(steady.instant()).isEqualTo(START);
    wall.move(Duration.ofHours(-3));
    pass(Duration.ofSeconds(2));
    assertThat(steady.instant()).isEqualTo(START.plusSeconds(2));
    wall.move(Duration.ofDays(30));
    pass(Duration.ofMillis(1));
    assertThat(steady.instant()).isEqualTo(START.plusMillis(2_001));
  }

  @Test
  void stepBackIsNoticedOnceAndAStepForwardIsNone() {
    ClockSteps steps = new ClockSteps(wall, steady);
    assertThat(steps.back()).isZero();

    pass(Duration.ofSeconds(5));
    wall.move(Duration.ofSeconds(5));
    assertThat(steps.back()).isZero();

    pass(Duration.ofSeconds(3));
    wall.move(Duration.ofSeconds(3).minusMinutes(10));
    assertThat(steps.back()).isEqualTo(Duration.ofMinutes(10));
    assertThat(steps.back()).isZero();

    wall.move(Duration.ofHours(1));
    assertThat(steps.back()).isZero();
  }

  private void pass(Duration span) {
    nanos.addAndGet(span.toNanos());
  }
}
