package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TurnTest {
  private static final Check UP = Check.up("part", "works");

  private final AtomicLong nanos = new AtomicLong();
  private final Turn turn = new Turn(nanos::get);

  @Test
  void turnOfFiveSecondsWaitsForSomebody() {
    turn.begins();
    pass(4_999);
    assertThat(turn.over(UP, "the store", "")).isEqualTo(UP);
    pass(1);
    assertThat(turn.over(UP, "the store", ": a lock?"))
        .isEqualTo(Check.waiting("part", "the store has not answered for 5 s: a lock?"));
    pass(27_000);
    assertThat(turn.over(UP, "Kafka", ""))
        .isEqualTo(Check.waiting("part", "Kafka has not answered for 32 s"));
  }

  @Test
  void timeBetweenTwoTurnsIsNobodys() {
    pass(60_000);
    assertThat(turn.over(UP, "the store", "")).isEqualTo(UP);
    turn.begins();
    pass(60_000);
    turn.ends();
    pass(60_000);
    assertThat(turn.over(UP, "the store", "")).isEqualTo(UP);
    turn.begins();
    assertThat(turn.over(UP, "the store", "")).isEqualTo(UP);
  }

  @Test
  void partThatSaysWhyItWaitsIsNotInterrupted() {
    Check refused = Check.waiting("part", "run: ev-worker sink rebuild postgres");
    turn.begins();
    pass(60_000);
    assertThat(turn.over(refused, "the store", "")).isEqualTo(refused);
  }

  private void pass(long millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
