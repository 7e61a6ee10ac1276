package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.ops.MovableClock;
import io.betintel.ev.ops.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Timer;
import org.junit.jupiter.api.Test;

final class SteadyTimeTest {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  private final MovableClock wall = new MovableClock(START);
  private final AtomicLong nanos = new AtomicLong();
  private final SteadyTime time = new SteadyTime(new SteadyClock(wall, nanos::get));

  @Test
  void whatIsDueAfterASecondIsDueThoughTheClockIsSetBack() {
    Timer second = time.timer(1_000);
    wall.move(Duration.ofHours(-1));
    nanos.addAndGet(Duration.ofMillis(999).toNanos());
    second.update();
    assertThat(second.isExpired()).isFalse();

    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    second.update();
    assertThat(second.isExpired()).isTrue();
    assertThat(time.milliseconds()).isEqualTo(START.plusSeconds(1).toEpochMilli());
  }

  @Test
  void whatIsNotDueIsNotThoughTheClockIsSetForward() {
    Timer minute = time.timer(60_000);
    wall.move(Duration.ofDays(1));
    minute.update();
    assertThat(minute.isExpired()).isFalse();
  }

  @Test
  void waitEndsWithItsConditionOrItsDeadline() throws InterruptedException {
    time.waitObject(new Object(), () -> true, 0);
    Object never = new Object();
    assertThatThrownBy(() -> time.waitObject(never, () -> false, time.milliseconds()))
        .isInstanceOf(TimeoutException.class);
  }
}
