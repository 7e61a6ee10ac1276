package io.betintel.ev.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.consume.GroupMember;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Turn;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a sink says of itself: its health, and its lag. */
final class SinkLoopHealthTest {
  private final LoopInHand hand = new LoopInHand(new TopicIdentity("ev.lines", "topic-id", 4));
  private final GroupMember member = hand.member;
  private final LinesInHand store = hand.store;
  private final MeterRegistry meters = hand.meters;
  private final SinkLoop loop = hand.loop;

  @Test
  void workerWithoutAPartitionIsUp() {
    hand.join(0);
    loop.turn();
    member.assignDuringTheNextPoll();
    loop.turn();
    loop.turn();

    assertThat(loop.check()).isEqualTo(Check.up("memory", "no partition is left for this worker"));
    assertThat(meters.get("ev.sink.lag.records").gauge().value()).isZero();
    assertThat(meters.get("ev.sink.lag").gauge().value()).isZero();
  }

  @Test
  void partitionsWithoutAReaderAreNotLeftToOthers() {
    member.othersReadTheRest(false);
    hand.join(0);
    loop.turn();
    member.assignDuringTheNextPoll();
    loop.turn();
    loop.turn();

    assertThat(loop.check())
        .isEqualTo(Check.waiting("memory", "no partition is assigned, and some have no reader"));
    assertThat(meters.get("ev.sink.lag.records").gauge().value()).isNaN();
  }

  @Test
  void deletedTopicIsNamedAndNotLeftToOthers() {
    hand.join(0);
    loop.turn();
    hand.lookup =
        () -> {
          throw new SinkException(SinkException.Kind.AWAY, "topic ev.lines does not exist");
        };
    member.assignDuringTheNextPoll();
    loop.turn();
    loop.turn();
    loop.turn();

    assertThat(loop.check()).isEqualTo(Check.waiting("memory", "topic ev.lines does not exist"));
    assertThat(meters.get("ev.sink.lag.records").gauge().value()).isNaN();
  }

  @Test
  void lagIsUnknownWhileTheStoreIsAway() {
    hand.join(0, 1);
    loop.turn();
    assertThat(meters.get("ev.sink.lag.records").gauge().value()).isZero();

    store.fail(Optional.of(LoopInHand.away()));
    member.pass(GroupMember.VERIFY_EVERY);
    loop.turn();
    assertThat(meters.get("ev.sink.lag.records").gauge().value()).isNaN();
    assertThat(meters.get("ev.sink.lag").gauge().value()).isNaN();
  }

  /** It tells its positions, and nothing has come to be written when it has told them. */
  @Test
  void storeThatTakesNoWriteIsAwayUntilItHasTakenOne() {
    hand.join(0);
    store.failWrites(Optional.of(LoopInHand.away()));
    loop.turn();
    Check away = Check.waiting("memory", "the database is away: refused");
    assertThat(loop.check()).isEqualTo(away);

    member.pass(GroupMember.FIRST_PAUSE);
    member.fetchNothingDuringTheNextPoll();
    loop.turn();
    assertThat(loop.check()).isEqualTo(away);
    assertThat(meters.get("ev.sink.lag.records").gauge().value()).isNaN();

    store.failWrites(Optional.empty());
    loop.turn();
    assertThat(loop.check()).isEqualTo(Check.up("memory", "1 partitions, lag 0"));
    assertThat(meters.get("ev.sink.lag.records").gauge().value()).isZero();
  }

  @Test
  void storeThatDoesNotReturnIsSaidWhileTheTurnLasts() {
    hand.join(0, 1);
    loop.turn();
    hand.publish(0, "totals,e9,2.9");
    List<Check> seen = new ArrayList<>();
    store.beforeWrites(
        () -> {
          seen.add(loop.check());
          member.pass(Turn.SLOW.minusMillis(1));
          seen.add(loop.check());
          member.pass(Duration.ofMillis(1));
          seen.add(loop.check());
        });
    loop.turn();

    assertThat(seen)
        .extracting(Check::status)
        .containsExactly(Check.Status.UP, Check.Status.UP, Check.Status.WAITING);
    assertThat(seen.get(2).detail())
        .isEqualTo("the store has not answered for 5 s: it is slow, or somebody holds a lock");
    assertThat(loop.check().status()).isEqualTo(Check.Status.UP);
  }
}
