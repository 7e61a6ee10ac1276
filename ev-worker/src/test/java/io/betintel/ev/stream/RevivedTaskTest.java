package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.market.Snapshots;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

/**
 * A task whose transaction was lost is closed and opened again: the same processor, and a context
 * that has kept its schedule.
 */
final class RevivedTaskTest {
  private static final Instant NOON = Snapshots.NOON;
  private static final String LINE = "match-1|h2h|||Bears/Lions";

  private final TaskInHand task;

  RevivedTaskTest() throws Exception {
    task = new TaskInHand(NOON);
    task.open();
    quote(NOON, 1.9);
    assertThat(task.lines()).containsExactly(LINE);
  }

  @Test
  void hasOneSetOfPunctuators() {
    assertThat(task.scheduled())
        .extracting(CapturedPunctuator::getInterval)
        .containsExactlyInAnyOrder(LineSweep.INTERVAL, OpenMarkets.IDLE_TURN, Reclaimer.INTERVAL);

    revive();
    revive();

    assertThat(task.scheduled())
        .extracting(CapturedPunctuator::getInterval)
        .containsExactlyInAnyOrder(LineSweep.INTERVAL, OpenMarkets.IDLE_TURN, Reclaimer.INTERVAL);
  }

  @Test
  void closedTaskHasNone() {
    task.close();

    assertThat(task.scheduled()).isEmpty();
  }

  @Test
  void goesOnFromItsStore() {
    revive();

    quote(NOON, 1.9); // the same again: known from the store
    assertThat(task.lines()).isEmpty();
    quote(NOON.plusSeconds(1), 1.8);
    assertThat(task.lines()).containsExactly(LINE);
  }

  @Test
  void sweepsAndForgetsOnce() {
    revive();
    task.settings(2);

    task.turn(NOON.plusSeconds(2));
    assertThat(task.lines()).containsExactly(LINE);

    // The match starts at 18:00 and is over 6 hours later.
    Instant over = NOON.plus(Duration.ofHours(12));
    task.turn(over.minusSeconds(60));
    assertThat(task.lines()).isEmpty();
    task.turn(over);
    assertThat(task.lines()).containsExactly(LINE);
    task.turn(over.plusSeconds(60));
    assertThat(task.lines()).isEmpty();
  }

  private void revive() {
    task.close();
    task.open();
  }

  private void quote(Instant when, double price) {
    task.process(
        Snapshots.at(
            when,
            "pinnacle",
            "h2h",
            Snapshots.outcome("Lions", null, price),
            Snapshots.outcome("Bears", null, 1.9)));
  }
}
