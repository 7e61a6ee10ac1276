package io.betintel.ev.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.ops.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlacedConsumerTest {
  private final GroupMember member = new GroupMember("lines");
  private final PlacedConsumer consumer = member.placed();
  private final TopicPartition p0 = member.partition(0);
  private final TopicPartition p1 = member.partition(1);
  private final List<TopicPartition> revoked = new ArrayList<>();

  @BeforeEach
  void join() {
    consumer.subscribe("lines", revoked::addAll);
    member.append(0, "k", "a0");
    member.append(0, "k", "a1");
    member.append(0, "k", "a2");
    member.append(1, "k", "b0");
    member.append(1, "k", "b1");
  }

  @Test
  void newPartitionIsPausedUntilTheStoreWasAsked() {
    assertThat(consumer.mustPlace()).isFalse();
    member.assignDuringTheNextPoll(0);

    assertThat(polled()).isEmpty();
    assertThat(member.kafka().paused()).containsExactly(p0);
    assertThat(consumer.isPlaced()).isFalse();
    assertThat(consumer.mustPlace()).isTrue();
    assertThat(polled()).isEmpty();
  }

  @Test
  void readsFromWhereTheStoreSays() {
    member.assignDuringTheNextPoll(0, 1);
    polled();

    consumer.place(Map.of(p0, 1L)); // the store has no position for partition 1

    assertThat(consumer.isPlaced()).isTrue();
    assertThat(member.kafka().paused()).isEmpty();
    assertThat(polled()).containsExactlyInAnyOrder("a1", "a2", "b0", "b1");
  }

  @Test
  void partitionAddedDuringAPollHandsOverNothing() {
    member.assignDuringTheNextPoll(0);
    polled();
    consumer.place(Map.of(p0, 1L));
    member.assignDuringTheNextPoll(0, 1);

    assertThat(polled()).isEmpty();
    // That poll consumed the records of partition 0: only the store knows where to go on.
    assertThat(member.kafka().position(p0)).isEqualTo(3);
    assertThat(consumer.mustPlace()).isTrue();

    consumer.place(Map.of(p0, 1L, p1, 1L));
    assertThat(polled()).containsExactlyInAnyOrder("a1", "a2", "b1");
  }

  @Test
  void partitionTakenAwayDuringAPollIsReportedAndNotReadAnyMore() {
    member.assignDuringTheNextPoll(0, 1);
    polled();
    consumer.place(Map.of());
    member.assignDuringTheNextPoll(1);

    assertThat(polled()).isEmpty();
    assertThat(revoked).containsExactly(p0);
    assertThat(consumer.mustPlace()).isTrue();

    consumer.place(Map.of(p1, 1L));
    assertThat(polled()).containsExactly("b1");
  }

  @Test
  void memberWithoutAPartitionIsIdleAndDoesNotAskTheStore() {
    assertThat(consumer.isIdle()).isFalse(); // it has not joined yet
    member.assignDuringTheNextPoll(0);
    polled();
    assertThat(consumer.isIdle()).isFalse();
    member.assignDuringTheNextPoll();

    assertThat(polled()).isEmpty();
    assertThat(consumer.isIdle()).isTrue();
    assertThat(consumer.mustPlace()).isFalse();
  }

  @Test
  void givingWayPausesAndPollsOnAndAsksAgainAfterThePause() {
    member.assignDuringTheNextPoll(0);
    polled();
    consumer.place(Map.of());

    consumer.giveWay();
    assertThat(polled()).isEmpty();
    assertThat(member.kafka().paused()).containsExactly(p0);
    assertThat(consumer.mustPlace()).isFalse();
    member.pass(Duration.ofMillis(99));
    assertThat(consumer.mustPlace()).isFalse();
    member.pass(Duration.ofMillis(1));
    assertThat(consumer.mustPlace()).isTrue();

    consumer.place(Map.of(p0, 2L));
    assertThat(polled()).containsExactly("a2");
  }

  @Test
  void pauseDoublesUntilTheWorkGoesWellAgain() {
    member.assignDuringTheNextPoll(0);
    polled();

    consumer.giveWay();
    member.pass(Duration.ofMillis(100));
    assertThat(consumer.mustPlace()).isTrue();
    consumer.giveWay();
    member.pass(Duration.ofMillis(199));
    assertThat(consumer.mustPlace()).isFalse();
    member.pass(Duration.ofMillis(1));
    assertThat(consumer.mustPlace()).isTrue();

    consumer.place(Map.of());
    consumer.succeeded();
    consumer.giveWay();
    member.pass(Duration.ofMillis(100));
    assertThat(consumer.mustPlace()).isTrue();
  }

  @Test
  void partitionAddedWhileItGivesWayWaitsForTheSamePause() {
    member.assignDuringTheNextPoll(0);
    polled();
    consumer.giveWay();
    member.assignDuringTheNextPoll(0, 1);

    assertThat(polled()).isEmpty();
    assertThat(member.kafka().paused()).containsExactlyInAnyOrder(p0, p1);
    assertThat(consumer.mustPlace()).isFalse();
    member.pass(Duration.ofMillis(100));
    assertThat(consumer.mustPlace()).isTrue();
  }

  @Test
  void positionsAreVerifiedOncePerInterval() {
    member.assignDuringTheNextPoll(0);
    polled();
    assertThat(consumer.mustVerify()).isFalse();
    consumer.place(Map.of());
    assertThat(consumer.mustVerify()).isFalse(); // they have just been read

    member.pass(Duration.ofSeconds(1));
    assertThat(consumer.mustVerify()).isTrue();
    consumer.verified();
    assertThat(consumer.mustVerify()).isFalse();
    member.pass(Duration.ofSeconds(1));
    assertThat(consumer.mustVerify()).isTrue();
    consumer.giveWay();
    assertThat(consumer.mustVerify()).isFalse();
  }

  @Test
  void positionThatTheTopicNoLongerHasIsAnErrorAndNeverSkipped() {
    member.assignDuringTheNextPoll(0);
    polled();
    member.deleteBefore(0, 2);
    consumer.place(Map.of(p0, 1L));

    assertThatThrownBy(this::polled).isInstanceOf(OffsetOutOfRangeException.class);
  }

  @Test
  void wakeupEndsThePoll() {
    member.kafka().wakeup();

    assertThatThrownBy(consumer::poll).isInstanceOf(WakeupException.class);
  }

  @Test
  void kafkaConsumerReadsWhatIsCommittedAndHasNoPositionOfItsOwn() {
    KafkaConfig kafka =
        new KafkaConfig("broker:9092", Map.of("security.protocol", "SSL", "group.id", "theirs"));

    assertThat(PlacedConsumer.properties(kafka, "ev-postgres", 2000))
        .containsEntry("bootstrap.servers", "broker:9092")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("group.id", "ev-postgres")
        .containsEntry("client.id", "ev-postgres")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("auto.offset.reset", "none")
        .containsEntry("max.poll.records", "2000")
        .containsEntry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
  }

  private List<String> polled() {
    List<String> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll()) {
      values.add(new String(record.value(), UTF_8));
    }
    return values;
  }
}
