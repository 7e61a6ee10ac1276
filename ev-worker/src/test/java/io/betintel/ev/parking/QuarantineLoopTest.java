package io.betintel.ev.parking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.consume.GroupMember;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.ops.Check;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The values of these records are their schemas' names. */
final class QuarantineLoopTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final GroupMember member = new GroupMember("odds.quarantine");
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final Set<String> known = new HashSet<>();
  private final Set<String> unknown = new HashSet<>();
  private final List<Hop> producers = new ArrayList<>();
  private boolean silent;
  private int asked;
  private final QuarantineLoop loop =
      new QuarantineLoop(
          member.kafka(),
          new Transactions(this::producer, "hop"),
          new QuarantineRules(
              this::decode,
              new ParkingRoute("ev", "parked", "hop", "aside", "dead", Optional.empty(), 1_000_000),
              Optional.of(Duration.ofMinutes(5))),
          () -> asked++,
          new QuarantineMetrics(meters),
          nanos::get);

  QuarantineLoopTest() {
    member
        .kafka()
        .subscribe(
            List.of("odds.quarantine"),
            new ConsumerRebalanceListener() {
              @Override
              public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

              @Override
              public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                member.kafka().seekToBeginning(partitions);
              }
            });
    member.append(0, "h2h", "late");
    member.append(0, "h2h", "never");
    member.append(1, "h2h", "late");
    member.assignDuringTheNextPoll(0, 1);
  }

  @Test
  void recordsWaitUntilTheirSchemaIsKnownOrDeniedForGood() {
    look();
    assertThat(sent()).isEmpty();
    assertThat(loop.check())
        .isEqualTo(
            Check.up(
                "quarantine",
                "3 records wait for the schema registry to know their schemas, such as"
                    + " odds.quarantine-1 offset 0"));
    assertThat(meters.get("ev.quarantine.waiting").gauge().value()).isEqualTo(3);

    known.add("late");
    look();
    assertThat(sent()).containsExactlyInAnyOrder("hop late", "hop late");
    assertThat(committed()).containsExactlyInAnyOrder(1L, 1L);

    unknown.add("never");
    look();
    assertThat(sent()).containsExactlyInAnyOrder("hop late", "hop late", "dead never");
    assertThat(meters.get("ev.quarantine.released").counter().count()).isEqualTo(2);
    assertThat(
            meters
                .get("ev.records")
                .tags("outcome", "dead_lettered", "reason", "unknown_schema")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(meters.get("ev.quarantine.waiting").gauge().value()).isZero();
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void silentRegistryLosesNothing() {
    silent = true;
    look();
    assertThat(loop.check())
        .isEqualTo(
            Check.waiting("quarantine", "odds.quarantine-1 offset 0: the registry is silent"));
    silent = false;
    known.addAll(List.of("late", "never"));
    look();
    assertThat(sent()).containsExactlyInAnyOrder("hop late", "hop never", "hop late");
  }

  @Test
  void transactionThatFailsIsDoneAgainByAnotherProducer() {
    known.addAll(List.of("late", "never"));
    Hop failing = new Hop();
    failing.commitTransactionException = new TimeoutException("no answer");
    producers.add(failing);
    look();
    assertThat(loop.check()).isEqualTo(Check.waiting("quarantine", "Kafka says: no answer"));
    assertThat(meters.get("ev.quarantine.released").counter().count()).isZero();

    look();
    assertThat(sent()).containsExactlyInAnyOrder("hop late", "hop never", "hop late");
    assertThat(meters.get("ev.quarantine.released").counter().count()).isEqualTo(3);
  }

  /** The broker has committed, and its answer is lost: only the broker knows. */
  @Test
  void commitWithoutAnAnswerIsNotDoneAgain() {
    known.addAll(List.of("late", "never"));
    Hop first = new Hop();
    first.afterCommit =
        () -> {
          first
              .consumerGroupOffsetsHistory()
              .forEach(group -> group.values().forEach(member.kafka()::commitSync));
          throw new TimeoutException("no answer");
        };
    producers.add(first);
    look();
    assertThat(loop.check()).isEqualTo(Check.waiting("quarantine", "Kafka says: no answer"));

    look();
    assertThat(sent()).containsExactlyInAnyOrder("hop late", "hop never", "hop late");
  }

  /** The registry is asked, and everything that waits is looked at. */
  private void look() {
    for (int turn = 0; turn < 3; turn++) { // the first one joins the group
      loop.turn();
    }
    nanos.addAndGet(QuarantineLoop.ASK.toNanos());
  }

  /** What was committed, by all producers. */
  private List<String> sent() {
    return producers.stream()
        .flatMap(producer -> producer.history().stream())
        .map(record -> record.topic() + " " + new String(record.value(), UTF_8))
        .toList();
  }

  private List<Long> committed() {
    return producers.stream()
        .flatMap(producer -> producer.consumerGroupOffsetsHistory().stream())
        .flatMap(group -> group.values().stream())
        .flatMap(offsets -> offsets.values().stream())
        .map(OffsetAndMetadata::offset)
        .toList();
  }

  private MarketSnapshot decode(byte[] key, byte[] value, long timestamp) {
    String schema = new String(value, UTF_8);
    if (silent) {
      throw new SchemaPendingException(7, "the registry is silent");
    }
    if (unknown.contains(schema)) {
      throw new BrokenRecordException(BrokenRecordException.Reason.UNKNOWN_SCHEMA, "unknown");
    }
    if (!known.contains(schema)) {
      throw new SchemaPendingException(7, "denied", true);
    }
    return new MarketSnapshot(
        new SportingEvent("match-1", "icehockey_nhl", NOW, "Boston", "Buffalo"),
        new BetType("h2h"),
        new Bookmaker("betmgm"),
        List.of(Outcome.of("Over", "A Player", 5.5, 1.9)),
        NOW,
        NOW,
        null);
  }

  private Hop producer() {
    if (producers.stream().allMatch(each -> each.opened)) {
      producers.add(new Hop());
    }
    Hop opened = producers.get(producers.size() - 1);
    opened.opened = true;
    return opened;
  }

  private static final class Hop extends MockProducer<byte[], byte[]> {
    private boolean opened;
    private Runnable afterCommit = () -> {};

    Hop() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
      PartitionInfo one = new PartitionInfo(topic, 0, null, null, null);
      return List.of(one, one, one, one);
    }

    @Override
    public void commitTransaction() {
      super.commitTransaction();
      afterCommit.run();
    }

    @Override
    public void close(Duration timeout) {}
  }
}
