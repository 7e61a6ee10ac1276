package io.betintel.ev.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.consume.GroupMember;
import io.betintel.ev.ops.Check;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SinkLoopTest {
  private static final TopicIdentity TOPIC = new TopicIdentity("ev.lines", "first-topic-id", 4);

  private final LoopInHand hand = new LoopInHand(TOPIC);
  private final GroupMember member = hand.member;
  private final LinesInHand store = hand.store;
  private final List<RefusedRecord> aside = hand.aside;
  private final MeterRegistry meters = hand.meters;
  private final SinkLoop loop = hand.loop;

  @Test
  void polledLinesAreStoredAndThePositionsAdvanced() {
    assertThat(loop.check()).isEqualTo(Check.waiting("memory", "joining the group"));
    join(0, 1);
    turn();

    assertStored("e1|", "2.1", "e2|", "2.2", "e3|", "2.3");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 2L, 1, 1L));
    assertThat(loop.check()).isEqualTo(Check.up("memory", "2 partitions, lag 0"));
    assertThat(meters.get("ev.sink.records.read").counter().count()).isEqualTo(3);
    assertThat(meters.get("ev.sink.lines.written").counter().count()).isEqualTo(3);
  }

  @Test
  void readingGoesOnWhereTheStoreSays() {
    store.move(0, 1);
    join(0, 1);
    turn();

    assertThat(store.content()).doesNotContain("2.1").contains("2.2").contains("2.3");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 2L, 1, 1L));
  }

  @Test
  void partitionAddedDuringAPollLosesNothing() {
    join(0);
    turn();
    publish(0, "totals,e1,3.1");
    member.assignDuringTheNextPoll(0, 1);
    turn();
    // This poll consumed the new record of partition 0 before the store was asked.
    assertThat(member.kafka().position(member.partition(0))).isEqualTo(3);
    assertThat(store.content()).doesNotContain("3.1").doesNotContain("2.3");
    turn();

    assertStored("e1|", "3.1", "e2|", "2.2", "e3|", "2.3");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 3L, 1, 1L));
    assertThat(loop.check()).isEqualTo(Check.up("memory", "2 partitions, lag 0"));
  }

  @Test
  void partitionTakenAwayDuringAPollIsLeftToItsNewOwner() {
    join(0, 1);
    turn();
    member.assignDuringTheNextPoll(1);
    turn();
    store.move(0, 9); // the new owner's write
    publish(1, "totals,e3,3.3");
    turn();
    member.pass(GroupMember.VERIFY_EVERY);
    turn();

    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 9L, 1, 2L));
    assertThat(store.content()).contains("3.3");
    assertThat(loop.check()).isEqualTo(Check.up("memory", "1 partitions, lag 0"));
    assertThat(failures("moved")).isZero();
  }

  @Test
  void storeThatIsAwayIsWaitedForAndAskedAgainAfterThePause() {
    join(0, 1);
    store.fail(Optional.of(LoopInHand.away()));
    turn();
    assertThat(loop.check()).isEqualTo(Check.waiting("memory", "the database is away: refused"));
    assertThat(failures("away")).isEqualTo(1);
    int asked = store.asked();
    turn();
    turn();
    assertThat(store.asked()).isEqualTo(asked); // it polls and does not ask the store

    store.fail(Optional.empty());
    member.pass(GroupMember.FIRST_PAUSE);
    turn();
    assertStored("e1|", "2.1", "e2|", "2.2", "e3|", "2.3");
    assertThat(loop.check().status()).isEqualTo(Check.Status.UP);
  }

  @Test
  void batchThatCouldNotBeWrittenIsReadAgain() {
    join(0);
    turn();
    publish(0, "totals,e1,3.1");
    store.fail(Optional.of(LoopInHand.away()));
    turn();
    store.fail(Optional.empty());
    member.pass(GroupMember.FIRST_PAUSE);
    turn();

    assertStored("e1|", "3.1", "e2|", "2.2");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 3L));
  }

  @Test
  void positionsThatMovedAreNoticedAndReadAgain() {
    join(0);
    turn();
    store.move(0, 1);
    turn();
    assertThat(failures("moved")).isZero(); // not looked at yet

    member.pass(GroupMember.VERIFY_EVERY);
    turn();
    assertThat(failures("moved")).isEqualTo(1);
    assertThat(loop.check())
        .isEqualTo(Check.waiting("memory", "the stored positions are {0=1} and not {0=2}"));

    member.pass(GroupMember.FIRST_PAUSE);
    turn();
    assertThat(meters.get("ev.sink.records.read").counter().count()).isEqualTo(3);
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 2L));
  }

  @Test
  void storeThatWasEmptiedIsNoticedAndFilledFromTheBeginning() {
    join(0);
    turn();
    store.clear();
    member.pass(GroupMember.VERIFY_EVERY);
    turn();
    assertThat(loop.check())
        .isEqualTo(Check.waiting("memory", "the stored positions are {} and not {0=2}"));

    member.pass(GroupMember.FIRST_PAUSE);
    turn();
    assertStored("e1|", "2.1", "e2|", "2.2");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 2L));
    assertThat(failures("moved")).isEqualTo(1);
  }

  @Test
  void batchThatAnotherOwnerOvertookIsRefusedAndReadAgain() {
    join(0);
    turn();
    store.move(0, 3); // the other owner's write
    publish(0, "totals,e1,3.1");
    publish(0, "totals,e1,4.1");
    turn();
    assertThat(loop.check()).isEqualTo(Check.waiting("memory", "another has written"));
    assertThat(failures("moved")).isEqualTo(1);

    member.pass(GroupMember.FIRST_PAUSE);
    turn();
    assertStored("e1|", "4.1");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 4L));
  }

  @Test
  void recordThatCannotBeDecodedIsSetAsideAndTheOthersAreStored() {
    publish(1, "nonsense");
    publish(1, "totals,e4,2.4");
    join(1);
    turn();

    assertThat(loop.check().status()).isEqualTo(Check.Status.UP);
    assertThat(aside)
        .extracting(RefusedRecord::why)
        .singleElement()
        .asString()
        .contains("ev.lines-1 offset 1");
    assertStored("e3|", "2.3", "e4|", "2.4");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(1, 3L));
    // read = written + unchanged + reduced + refused: 3 = 2 + 0 + 0 + 1
    assertThat(meters.get("ev.sink.records.read").counter().count()).isEqualTo(3);
    assertThat(meters.get("ev.sink.lines.written").counter().count()).isEqualTo(2);
    assertThat(refused("line_undecodable")).isEqualTo(1);
  }

  @Test
  void linesThatTheStoreRefusesAreSetAsideAndTheOthersAreStored() {
    store.refuse("e1");
    join(0, 1);
    turn();

    assertThat(aside).extracting(RefusedRecord::why).containsExactly("e1 is refused");
    assertThat(aside.get(0).record().value()).isEqualTo("totals,e1,2.1".getBytes(UTF_8));
    assertStored("e2|", "2.2", "e3|", "2.3");
    assertThat(store.content()).doesNotContain("e1|");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 2L, 1, 1L));
    assertThat(meters.get("ev.sink.records.read").counter().count()).isEqualTo(3);
    assertThat(meters.get("ev.sink.lines.written").counter().count()).isEqualTo(2);
    assertThat(refused("line_refused")).isEqualTo(1);
    assertThat(loop.check().status()).isEqualTo(Check.Status.UP);
  }

  @Test
  void recordIsSetAsideOnceWhileTheStoreIsAway() {
    publish(1, "nonsense");
    join(1);
    store.fail(Optional.of(LoopInHand.away()));
    turn();
    store.fail(Optional.empty());
    member.pass(GroupMember.FIRST_PAUSE);
    turn();
    store.failWrites(Optional.of(LoopInHand.away()));
    for (int attempt = 0; attempt < 3; attempt++) {
      member.pass(Duration.ofSeconds(5));
      turn();
    }
    store.failWrites(Optional.empty());
    member.pass(Duration.ofSeconds(5));
    turn();

    assertThat(aside).hasSize(1);
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(1, 2L));
  }

  @Test
  void topicThatLostTheStoredPositionHoldsTheSinkAndNamesTheRebuild() {
    publish(0, "totals,e1,3.1");
    store.move(0, 1);
    member.deleteBefore(0, 2);
    join(0);
    turn();

    assertThat(loop.check().status()).isEqualTo(Check.Status.WAITING);
    assertThat(loop.check().detail())
        .contains("which has lost records", "ev-worker sink rebuild memory");
    assertThat(failures("refused")).isEqualTo(1);
  }

  @Test
  void markersOfTransactionsThatAreDeletedAreNoLostRecords() {
    join(0);
    turn();
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 2L));
    member.kafka().updateEndOffsets(Map.of(member.partition(0), 4L));
    member.kafka().seek(member.partition(0), 4); // as a fetch that finds two markers only
    member.pass(GroupMember.VERIFY_EVERY);
    turn();
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 4L));
    assertThat(loop.check()).isEqualTo(Check.up("memory", "1 partitions, lag 0"));

    member.deleteBefore(0, 4);
    member.append(0, 4, "e1|", "totals,e1,3.1");
    turn();
    assertThat(store.content()).contains("3.1");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 5L));
  }

  @Test
  void topicThatWasRecreatedHoldsTheSinkUntilARebuild() {
    join(0);
    turn();
    hand.lookup = () -> new TopicIdentity("ev.lines", "second-topic-id", 4);
    member.pass(GroupMember.VERIFY_EVERY);
    turn();
    assertWaitsForARebuild();
    member.pass(Duration.ofSeconds(5));
    turn();
    assertWaitsForARebuild();

    store.clear();
    member.pass(Duration.ofSeconds(5));
    turn();
    turn();
    assertThat(store.positions(hand.lookup.get())).isEqualTo(Map.of(0, 2L));
    assertThat(loop.check().status()).isEqualTo(Check.Status.UP);
  }

  private void assertWaitsForARebuild() {
    assertThat(loop.check())
        .isEqualTo(Check.waiting("memory", "another topic: ev-worker sink rebuild memory"));
  }

  @Test
  void partitionsThatAreAddedWhileItRunsHoldTheSink() {
    join(0);
    turn();
    hand.lookup = () -> new TopicIdentity("ev.lines", "first-topic-id", 5);
    member.pass(GroupMember.VERIFY_EVERY);
    turn();

    assertWaitsForARebuild();
    assertThat(failures("refused")).isEqualTo(1);
  }

  @Test
  void partitionsThatAreAddedBeforeTheFirstLineAreCounted() {
    join(2);
    turn();
    hand.lookup = () -> new TopicIdentity("ev.lines", "first-topic-id", 5);
    member.pass(GroupMember.VERIFY_EVERY);
    turn();
    assertThat(failures("moved")).isEqualTo(1);

    member.pass(GroupMember.FIRST_PAUSE);
    publish(2, "totals,e1,2.1");
    turn();
    assertThat(store.positions(hand.lookup.get())).isEqualTo(Map.of(2, 1L));
  }

  @Test
  void positionOutsideARecreatedTopicIsReportedAsAnotherTopic() {
    join(0);
    turn();
    hand.lookup = () -> new TopicIdentity("ev.lines", "second-topic-id", 4);
    publish(0, "totals,e1,3.1");
    publish(0, "totals,e1,4.1");
    member.deleteBefore(0, 3);
    turn();

    assertWaitsForARebuild();
  }

  @Test
  void kafkaThatDoesNotDescribeTheTopicIsWaitedFor() {
    hand.lookup =
        () -> {
          throw new SinkException(SinkException.Kind.AWAY, "Kafka does not answer");
        };
    join(0);
    turn();
    assertThat(loop.check()).isEqualTo(Check.waiting("memory", "Kafka does not answer"));

    // A position outside the topic does not stop the sink before Kafka says which topic this is.
    hand.lookup = () -> TOPIC;
    member.pass(GroupMember.FIRST_PAUSE);
    turn();
    assertThat(loop.check().status()).isEqualTo(Check.Status.UP);
    hand.lookup =
        () -> {
          throw new SinkException(SinkException.Kind.AWAY, "Kafka does not answer");
        };
    publish(0, "totals,e1,3.1");
    publish(0, "totals,e1,4.1");
    member.deleteBefore(0, 3);
    turn();
    assertThat(loop.check()).isEqualTo(Check.waiting("memory", "Kafka does not answer"));
  }

  @Test
  void housekeepingThatFailsDoesNotStopTheSink() {
    join(0);
    turn();
    turn();
    assertThat(store.maintained()).isEqualTo(1);
    assertThat(loop.check().status()).isEqualTo(Check.Status.UP);
  }

  private void join(int... partitions) {
    hand.join(partitions);
  }

  private void turn() {
    loop.turn();
  }

  private void publish(int partition, String line) {
    hand.publish(partition, line);
  }

  private double refused(String reason) {
    return meters.get("ev.sink.lines.refused").tag("reason", reason).counter().count();
  }

  private double failures(String kind) {
    return meters.get("ev.sink.failures").tag("kind", kind).counter().count();
  }

  private void assertStored(String... parts) {
    assertThat(store.content()).contains(parts);
  }
}
