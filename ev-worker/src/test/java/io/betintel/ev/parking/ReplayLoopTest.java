package io.betintel.ev.parking;

import static io.betintel.ev.parking.ReplayBench.ASSISTS;
import static io.betintel.ev.parking.ReplayBench.SYMBOL;
import static io.betintel.ev.parking.ReplayBench.TOPIC_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.consume.GroupMember;
import io.betintel.ev.ops.Check;
import io.betintel.ev.parking.WaitingType.Ended;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

final class ReplayLoopTest {
  private final ReplayBench bench = new ReplayBench();

  @Test
  void namesThatNobodyKnowsCannotFillTheLedger() throws Exception {
    for (int i = 0; i < 1_002; i++) {
      bench.park(2, "made_up_" + i, "x");
    }
    bench.park(2, "made_up_1", "x");
    bench.park(2, "made_up_1001", "x");
    bench.park(2, SYMBOL, "a");
    bench.join(2);
    bench.turn();
    bench.look();

    // 1,000 made-up names, and the catalogue's type after them.
    assertThat(bench.read(2).types()).hasSize(1_001).containsKey(ASSISTS);
    assertThat(bench.read(2).tail()).isEqualTo(1_005);
    // made_up_1000 once and made_up_1001 twice.
    assertThat(
            bench
                .meters
                .get("ev.parked.given_up")
                .tags("bet_type", "other", "reason", "too_many_bet_types")
                .counter()
                .count())
        .isEqualTo(3);
    assertThat(bench.meters.get("ev.limit.use").tags("what", "parked_bet_types").gauge().value())
        .isEqualTo(1);

    bench.serve();
    bench.look();
    bench.turn();
    assertThat(bench.hop.values()).containsExactly("a");
  }

  @Test
  void whatIsNotServedWaitsAndIsCounted() throws Exception {
    assertThat(bench.check()).isEqualTo(Check.waiting("parked", "joining the group"));
    bench.join(0, 1);
    bench.turn();
    bench.look();

    assertThat(bench.hop.values()).isEmpty();
    assertThat(bench.check())
        .isEqualTo(
            Check.up(
                "parked",
                "2 partitions, waiting: player_assists 3 disabled," + " player_rebounds 1 no_row"));
    // Partition 0 has offsets 0, 1 and 2: two of the type, the first at 0.
    assertThat(bench.read(0).tail()).isEqualTo(3);
    assertThat(bench.read(0).types().get(ASSISTS))
        .isEqualTo(new WaitingType(0, 2, new Ended(0, 0, 0, 0, 0)));
    assertThat(bench.read(1).types().get(ASSISTS))
        .isEqualTo(new WaitingType(0, 1, new Ended(0, 0, 0, 0, 0)));
  }

  @Test
  void typeThatEveryLiveWorkerServesReturnsInOrderAndOnce() throws Exception {
    bench.join(0);
    bench.turn();
    bench.serve();
    bench.look();
    bench.turn();
    bench.look();

    assertThat(bench.hop.values()).containsExactly("a0", "a1");
    assertThat(bench.read(0).types().get(ASSISTS))
        .isEqualTo(new WaitingType(3, 0, new Ended(2, 0, 0, 0, 0)));
    assertThat(bench.meters.get("ev.parked.returned").counter().count()).isEqualTo(2);
    assertThat(bench.check())
        .isEqualTo(Check.up("parked", "1 partitions, waiting: player_rebounds 1 no_row"));
  }

  @Test
  void typeThatOneLiveWorkerDoesNotServeYetWaits() throws Exception {
    bench.join(0);
    bench.turn();
    bench.serve();
    bench.live(ReplayBench.heartbeat(2, SYMBOL), ReplayBench.heartbeat(1));
    bench.look();
    bench.turn();
    assertThat(bench.hop.values()).isEmpty();

    bench.live(ReplayBench.heartbeat(2, SYMBOL), ReplayBench.heartbeat(2, SYMBOL));
    bench.look();
    assertThat(bench.hop.values()).containsExactly("a0", "a1");
  }

  @Test
  void readingGoesOnAtTheStoredTail() throws Exception {
    bench.join(0);
    bench.turn();
    int before = bench.positions.stored();
    bench.member.assignDuringTheNextPoll();
    bench.turn();
    bench.member.assignDuringTheNextPoll(0);
    bench.turn();
    bench.turn();

    assertThat(bench.member.kafka().position(bench.member.partition(0))).isEqualTo(3);
    assertThat(bench.positions.stored()).isEqualTo(before); // nothing was read twice
  }

  @Test
  void partitionAddedDuringAPollLosesNothing() throws Exception {
    bench.join(0);
    bench.turn();
    bench.park(0, SYMBOL, "a2");
    bench.member.assignDuringTheNextPoll(0, 1);
    bench.turn();
    // This poll consumed the new record of partition 0 before the positions were read.
    assertThat(bench.member.kafka().position(bench.member.partition(0))).isEqualTo(4);
    assertThat(bench.read(0).tail()).isEqualTo(3);
    bench.turn();

    assertThat(bench.read(0).types().get(ASSISTS).waiting()).isEqualTo(3);
    assertThat(bench.read(1).types().get(ASSISTS).waiting()).isEqualTo(1);
  }

  @Test
  void partitionTakenAwayDuringAPollIsLeftToItsNewOwner() throws Exception {
    bench.join(0, 1);
    bench.turn();
    bench.member.assignDuringTheNextPoll(1);
    bench.turn();
    bench.purge(0); // counted by the worker that has the partition
    bench.serve();
    bench.turn();
    bench.turn();
    bench.look();

    assertThat(bench.hop.values()).containsExactly("c0");
    assertThat(bench.check().status()).isEqualTo(Check.Status.UP);
    assertThat(bench.meters.find("ev.parked.given_up").counter()).isNull();
  }

  @Test
  void workerWithoutAPartitionIsUp() throws Exception {
    bench.join(0);
    bench.turn();
    bench.member.assignDuringTheNextPoll();
    bench.turn();
    bench.turn();

    assertThat(bench.check()).isEqualTo(Check.up("parked", "no partition is left for this worker"));
  }

  @Test
  void databaseThatIsAwayIsWaitedForAndAskedAgainAfterThePause() throws Exception {
    bench.join(0);
    bench.positions.fail(Optional.of(new SQLException("refused", "08001")));
    bench.turn();
    assertThat(bench.check()).isEqualTo(Check.waiting("parked", "the database is away: refused"));
    bench.positions.fail(Optional.empty());
    bench.turn();
    assertThat(bench.positions.read(TOPIC_ID)).isEmpty(); // it polls and does not ask the database

    bench.member.pass(GroupMember.FIRST_PAUSE);
    bench.turn();
    assertThat(bench.check().status()).isEqualTo(Check.Status.UP);
    assertThat(bench.read(0).types().get(ASSISTS).waiting()).isEqualTo(2);
  }

  @Test
  void whatWasSentAndNotStoredIsSentAgainAndCountedOnce() throws Exception {
    bench.join(0);
    bench.turn();
    bench.serve();
    bench.positions.beforeNextStore(
        () -> bench.positions.fail(Optional.of(new SQLException("refused", "08006"))));
    bench.look();
    assertThat(bench.hop.values()).containsExactly("a0", "a1");
    assertThat(bench.meters.find("ev.parked.returned").counter()).isNull();

    bench.positions.fail(Optional.empty());
    bench.member.pass(GroupMember.FIRST_PAUSE);
    bench.turn();
    bench.turn();
    assertThat(bench.hop.values()).containsExactly("a0", "a1", "a0", "a1");
    assertThat(bench.meters.get("ev.parked.returned").counter().count()).isEqualTo(2);
    assertThat(bench.read(0).types().get(ASSISTS))
        .isEqualTo(new WaitingType(3, 0, new Ended(2, 0, 0, 0, 0)));
  }

  @Test
  void purgeByACommandIsNoticedReadAgainAndCounted() throws Exception {
    bench.join(0);
    bench.turn();
    bench.purge(0);
    bench.turn();
    assertThat(bench.check().status()).isEqualTo(Check.Status.UP); // not looked at yet
    bench.look();
    assertThat(bench.check().status()).isEqualTo(Check.Status.WAITING);
    assertThat(bench.check().detail()).contains("positions of partition 0");

    bench.member.pass(GroupMember.FIRST_PAUSE);
    bench.turn();
    assertThat(bench.check())
        .isEqualTo(Check.up("parked", "1 partitions, waiting: player_rebounds 1 no_row"));
    assertThat(bench.meters.get("ev.parked.given_up").tag("reason", "purged").counter().count())
        .isEqualTo(2);
  }

  @Test
  void batchThatACommandOvertookIsDoneAgainOnTheNewPositions() throws Exception {
    bench.join(0);
    bench.turn();
    bench.park(0, SYMBOL, "a2");
    bench.positions.beforeNextStore(() -> bench.purge(0));
    bench.turn();
    assertThat(bench.check().status()).isEqualTo(Check.Status.WAITING);

    bench.member.pass(GroupMember.FIRST_PAUSE);
    bench.turn();
    // The two purged ones do not wait; the new one is behind the purged tail and waits.
    assertThat(bench.read(0).types().get(ASSISTS))
        .isEqualTo(new WaitingType(3, 1, new Ended(0, 0, 0, 2, 0)));
  }

  @Test
  void positionsOfARecreatedTopicAreDeleted() throws Exception {
    bench.join(0);
    bench.turn();
    bench.recreateTopic("second-topic-id");
    bench.member.assignDuringTheNextPoll(0, 1);
    bench.turn();
    bench.turn();

    assertThat(bench.positions.read(TOPIC_ID)).isEmpty();
    assertThat(bench.positions.read("second-topic-id")).containsOnlyKeys(0, 1);
  }

  @Test
  void topicThatIsRecreatedWithoutARebalanceIsNoticed() throws Exception {
    bench.join(0, 1);
    bench.turn();
    bench.recreateTopic("second-topic-id");
    bench.look();
    assertThat(bench.check())
        .isEqualTo(
            Check.waiting("parked", "odds.parked was recreated: it is read from its beginning"));

    bench.member.pass(GroupMember.FIRST_PAUSE);
    bench.turn();
    bench.turn();
    assertThat(bench.positions.read(TOPIC_ID)).isEmpty();
    assertThat(bench.read(0).types().get(ASSISTS))
        .isEqualTo(new WaitingType(0, 2, new Ended(0, 0, 0, 0, 0)));
  }

  @Test
  void raisedPartitionCountIsReportedAndEventsStillReturnToTheirHomes() throws Exception {
    bench.join(0);
    bench.turn();
    bench.recount(5);
    bench.look();
    assertThat(bench.check().status()).isEqualTo(Check.Status.WAITING);
    assertThat(bench.check().detail())
        .startsWith("odds.parked has 5 partitions and odds.events 4: its events still return")
        .endsWith("; 1 partitions, waiting: player_assists 2 disabled, player_rebounds 1 no_row");

    bench.member.assignDuringTheNextPoll(0, 1); // the group hears of the new partitions
    bench.turn();
    bench.serve();
    bench.look();
    bench.turn();
    assertThat(bench.hop.values()).containsExactlyInAnyOrder("a0", "a1", "c0");
    // murmur2("match-1") is 2112104510: home 2 of 4, and 0 of 5.
    assertThat(bench.hop.history()).allMatch(sent -> sent.partition() == 2);

    bench.recount(4);
    bench.look();
    assertThat(bench.check().status()).isEqualTo(Check.Status.UP);
  }

  @Test
  void recordsThatRetentionDeletedAreCountedAsExpired() throws Exception {
    bench.join(0);
    bench.turn();
    bench.park(0, SYMBOL, "a2");
    bench.member.deleteBefore(0, 2); // a0 and b0 are gone
    bench.member.assignDuringTheNextPoll(0, 1);
    bench.turn();
    bench.turn();
    bench.turn();

    assertThat(bench.read(0).types().get(ASSISTS))
        .isEqualTo(new WaitingType(2, 2, new Ended(0, 0, 0, 0, 1)));
  }

  @Test
  void tailOutsideTheTopicIsWaitedForAndReadingGoesOnWhereTheTopicBegins() throws Exception {
    bench.join(0);
    bench.turn();
    bench.park(0, SYMBOL, "a2");
    bench.park(0, SYMBOL, "a3");
    bench.member.deleteBefore(0, 4);
    bench.turn();
    assertThat(bench.check().status()).isEqualTo(Check.Status.WAITING);

    bench.member.pass(GroupMember.FIRST_PAUSE);
    bench.turn();
    bench.turn();
    assertThat(bench.check().status()).isEqualTo(Check.Status.UP);
    assertThat(bench.read(0).tail()).isEqualTo(5);
    assertThat(bench.read(0).types().get(ASSISTS))
        .isEqualTo(new WaitingType(4, 1, new Ended(0, 0, 0, 0, 2)));
  }

  @Test
  void recordThatKafkaDoesNotTakeIsSentAgain() throws Exception {
    bench.join(0);
    bench.turn();
    bench.serve();
    bench.hop.refuse(Optional.of(new TimeoutException("no leader")));
    bench.look();
    assertThat(bench.check())
        .isEqualTo(Check.waiting("parked", "the records cannot be sent: no leader"));
    assertThat(bench.read(0).types().get(ASSISTS).ended().returned()).isZero();

    bench.hop.refuse(Optional.empty());
    bench.member.pass(GroupMember.FIRST_PAUSE);
    bench.turn();
    bench.turn();
    assertThat(bench.hop.values()).containsExactly("a0", "a1");
  }

  @Test
  void schemaThatTheRegistryDoesNotGiveYetIsWaitedFor() throws Exception {
    bench.join(0);
    bench.turn();
    bench.serve();
    bench.failToDecode(new SchemaPendingException(7, "the registry cannot be reached"));
    bench.look();

    assertThat(bench.check().status()).isEqualTo(Check.Status.WAITING);
    assertThat(bench.check().detail())
        .isEqualTo("odds.parked-0 offset 0: the registry cannot be reached");
    assertThat(bench.hop.values()).isEmpty();
  }

  @Test
  void recordThatCanBeReadNoMoreBecomesADeadLetter() throws Exception {
    bench.join(1);
    bench.turn();
    bench.serve();
    bench.failToDecode(new BrokenRecordException(Reason.UNKNOWN_SCHEMA, "gone"));
    bench.look();

    assertThat(bench.hop.history()).singleElement().matches(sent -> sent.topic().equals("dead"));
    assertThat(bench.read(1).types().get(ASSISTS))
        .isEqualTo(new WaitingType(1, 0, new Ended(0, 0, 1, 0, 0)));
  }

  @Test
  void kafkaThatFailsIsWaitedForAndAWakeupIsPassedOn() throws Exception {
    bench.join(0);
    bench.member.kafka().setPollException(new KafkaException("a fault"));
    bench.turn();
    assertThat(bench.check()).isEqualTo(Check.waiting("parked", "Kafka says: a fault"));

    bench.member.kafka().wakeup();
    assertThatThrownBy(bench::turn).isInstanceOf(WakeupException.class);
  }
}
