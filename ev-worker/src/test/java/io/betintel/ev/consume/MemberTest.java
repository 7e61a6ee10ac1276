package io.betintel.ev.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.ops.Check;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

final class MemberTest {
  private final GroupMember group = new GroupMember("lines");
  private final AtomicLong nanos = new AtomicLong();
  private final Progress progress = new Progress("postgres", Duration.ofSeconds(3), nanos::get);
  private final Member member = progress.join();

  @Test
  void itSaysOnceASecondWhatItReadsAndWhatItPauses() {
    read(0, 1);
    member.polled(group.kafka());
    assertThat(member.reading().positions())
        .isEqualTo(Map.of(group.partition(0), 1L, group.partition(1), 0L));

    group.kafka().pause(Set.of(group.partition(1)));
    member.polled(group.kafka());
    assertThat(member.reading().paused()).isEmpty(); // it was asked a moment ago

    pass(1);
    member.polled(group.kafka());
    assertThat(member.reading().paused()).containsExactly(group.partition(1));
    assertThat(member.reading().positions()).containsOnlyKeys(group.partition(0));
  }

  @Test
  void consumerThatPollsAndReadsNothingIsMadeAgainOnceAndLaterOnesLessOften() {
    GroupState unread = new GroupState("g", Map.of(group.partition(0), 5L), Map.of());
    int renewals = 0;
    for (int second = 0; second < 120; second++) {
      try {
        member.polled(group.kafka());
      } catch (StalledException e) {
        assertThat(e).hasMessageContaining("stalled: no consumer of group g has read [lines-0]");
        renewals++;
      }
      if (second % 3 == 0) {
        progress.look(unread);
      }
      pass(1);
    }
    // At 15 s, then after pauses of 30 s and 60 s: at 45 s and 105 s.
    assertThat(renewals).isEqualTo(3);
  }

  @Test
  void threadThatComesBackFromALongTurnGoesOnWithItsConsumer() {
    member.polled(group.kafka());
    GroupState owned =
        new GroupState("g", Map.of(group.partition(0), 5L), Map.of(group.partition(0), "them"));
    for (int look = 0; look < 10; look++) {
      progress.look(owned);
      pass(3);
    }
    assertThat(progress.over(Check.up("postgres", "writes")).detail())
        .startsWith("stalled: the thread of ");

    member.polled(group.kafka());
    progress.look(owned);
    assertThat(progress.trouble()).isEmpty();
  }

  /** Also by a thread that has just come back from a poll that did not end. */
  @Test
  void consumerIsMadeAgainOnceAfterTheClockWasSetBack() {
    member.polled(group.kafka());
    progress.clockSetBack(Duration.ofMinutes(10));
    pass(60);

    assertThatThrownBy(() -> member.polled(group.kafka()))
        .isInstanceOf(StalledException.class)
        .hasMessage("the clock was set back by 600 s");
    member.polled(group.kafka());
    assertThat(progress.trouble()).isEmpty();
  }

  @Test
  void pollThatWaitsForTheClockIsEnded() {
    member.polls(group.kafka());
    progress.clockSetBack(Duration.ofMinutes(10));

    assertThatThrownBy(() -> group.kafka().poll(Duration.ofMillis(100)))
        .isInstanceOf(WakeupException.class);
  }

  @Test
  void brokerThatIsSilentForTenSecondsIsAStall() {
    Check up = Check.up("postgres", "1 partitions, lag 0");
    progress.noAnswer("Kafka at a:1 does not answer");
    assertThat(progress.over(up)).isEqualTo(up);
    assertThat(progress.isStalled()).isFalse();
    pass(9);
    progress.noAnswer("Kafka at a:1 does not answer");
    assertThat(progress.over(up)).isEqualTo(up);
    pass(1);
    progress.noAnswer("Kafka at a:1 does not answer");
    assertThat(progress.over(up))
        .isEqualTo(Check.waiting("postgres", "stalled: Kafka at a:1 does not answer"));
    assertThat(progress.isStalled()).isTrue();
    assertThat(progress.over(Check.failed("postgres", "run: x")).detail()).isEqualTo("run: x");

    progress.look(new GroupState("g", Map.of(), Map.of()));
    assertThat(progress.over(up)).isEqualTo(up);
    assertThat(progress.isStalled()).isFalse();
  }

  /** A look that fails has itself lasted a while. */
  @Test
  void silenceBeginsWithTheLastAnswer() {
    pass(60);
    progress.look(new GroupState("g", Map.of(), Map.of()));
    pass(10);
    progress.noAnswer("Kafka at a:1 does not answer");
    assertThat(progress.isStalled()).isTrue();
  }

  @Test
  void everyPartitionIsReadOnlyIfEachHasAnOwner() {
    progress.look(
        new GroupState(
            "g",
            Map.of(group.partition(0), 5L, group.partition(1), 5L),
            Map.of(group.partition(0), "a")));
    assertThat(progress.everyPartitionIsRead()).isFalse();

    progress.look(
        new GroupState(
            "g",
            Map.of(group.partition(0), 5L, group.partition(1), 5L),
            Map.of(group.partition(0), "a", group.partition(1), "b")));
    assertThat(progress.everyPartitionIsRead()).isTrue();
  }

  private void read(int... partitions) {
    group.placed().subscribe("lines", revoked -> {});
    group.append(0, "a", "x");
    group.assignDuringTheNextPoll(partitions);
    group.placed().poll();
    group.placed().place(Map.of());
    group.placed().poll();
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
