package io.betintel.ev.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.consume.GroupMember;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.MovableClock;
import io.betintel.ev.priced.PricedLine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a sink does while schemas are looked up. A line of bet type {@code later} has none yet. */
final class HeldLinesTest {
  private static final TopicIdentity TOPIC = new TopicIdentity("ev.lines", "first-topic-id", 4);
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final GroupMember member = new GroupMember("ev.lines");
  private final LinesInHand store = new LinesInHand();
  private final List<RefusedRecord> aside = new ArrayList<>();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private RuntimeException schema = new SchemaPendingException(7, "id 7 is not known yet");
  private final SinkLoop loop =
      new SinkLoop(
          store,
          member.placed(),
          () -> TOPIC,
          this::decode,
          aside::addAll,
          new MicrometerSinkMetrics(meters, "memory"),
          new MovableClock(Instant.EPOCH),
          member::nanoTime,
          10_000,
          1 << 20,
          new StoreRest(() -> false, member::nanoTime),
          Runnable::run);

  HeldLinesTest() {
    member.placed().subscribe("ev.lines", loop::revoked);
  }

  /** 50 records of schemas that are looked up are among 100 others. */
  @Test
  void linesBehindAnUnknownSchemaAreStoredAtOnce() {
    for (int i = 0; i < 150; i++) {
      publish(0, (i % 3 == 1 ? "later" : "totals") + ",e" + i + ",2.1");
    }
    join(0);
    loop.turn();

    assertThat(store.content().lines()).hasSize(100);
    assertThat(aside).isEmpty();
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 1L)); // before the first held one
    assertThat(gauge("ev.sink.lines.held")).isEqualTo(50);
    assertThat(loop.check())
        .isEqualTo(
            Check.up(
                "memory",
                "1 partitions, lag 50, 50 lines wait for their schema: ev.lines: id 7 is not"
                    + " known yet"));

    publish(0, "totals,e200,2.1"); // reading goes on
    loop.turn();
    assertThat(store.content().lines()).hasSize(101);
  }

  @Test
  void heldLinesAreStoredOnceTheirSchemaIsKnown() {
    publish(0, "later,e1,2.1");
    publish(0, "totals,e2,2.2");
    publish(1, "later,e3,2.3");
    join(0, 1);
    loop.turn();
    schema = null;
    member.pass(AGAIN);
    loop.turn();

    assertThat(store.content()).contains("e1|", "e2|", "e3|");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 2L, 1, 1L));
    assertThat(gauge("ev.sink.lines.held")).isZero();
    // read = written + unchanged + reduced + refused: 3 = 3 + 0 + 0 + 0
    assertThat(meters.get("ev.sink.records.read").counter().count()).isEqualTo(3);
    assertThat(meters.get("ev.sink.lines.written").counter().count()).isEqualTo(3);
    assertThat(loop.check()).isEqualTo(Check.up("memory", "2 partitions, lag 0"));
  }

  @Test
  void unknownSchemasAreDeadLettersTogether() {
    for (int i = 0; i < 50; i++) {
      publish(i % 4, "later,e" + i + ",2.1");
    }
    join(0, 1, 2, 3);
    loop.turn();
    schema =
        new BrokenRecordException(
            BrokenRecordException.Reason.UNKNOWN_SCHEMA, "schema id 7 is not in the registry");
    member.pass(AGAIN);
    loop.turn();

    assertThat(aside).hasSize(50).allMatch(letter -> letter.why().contains("schema id 7"));
    // 50 records in 4 partitions: 13, 13, 12, 12.
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 13L, 1, 13L, 2, 12L, 3, 12L));
    assertThat(gauge("ev.sink.lines.held")).isZero();
  }

  @Test
  void newerVersionThatIsStoredMeanwhileWins() {
    publish(0, "later,e1,2.1");
    join(0);
    loop.turn();
    member.append(0, "later,e1", "totals,e1,9.9"); // the same line, as another build wrote it
    loop.turn();
    schema = null;
    member.pass(AGAIN);
    loop.turn();

    assertThat(store.content()).contains("9.9");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 2L));
  }

  /**
   * If it is withdrawn, the tables have no row of it: an older one, stored later, would open it.
   */
  @Test
  void newerVersionTakesTheHeldOnesOfItsLineAlong() {
    publish(0, "later,e1,2.1");
    publish(0, "later,e2,2.1");
    join(0);
    loop.turn();
    assertThat(gauge("ev.sink.lines.held")).isEqualTo(2);

    schema = null; // known now, and what is held is decoded again only later
    publish(0, "later,e1,9.9");
    loop.turn();
    assertThat(store.content()).contains("9.9").doesNotContain("e2|");
    assertThat(gauge("ev.sink.lines.held")).isEqualTo(1);
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 1L)); // before that of e2
  }

  @Test
  void heldLinesAreReadAgainAfterAFailureAndAfterARebalance() {
    publish(0, "later,e1,2.1");
    publish(0, "totals,e2,2.2");
    join(0);
    loop.turn();
    store.move(0, 0); // another worker's write
    member.pass(GroupMember.VERIFY_EVERY);
    loop.turn();
    member.pass(GroupMember.FIRST_PAUSE);
    loop.turn();
    assertThat(gauge("ev.sink.lines.held")).isEqualTo(1);

    member.assignDuringTheNextPoll(1);
    loop.turn();
    schema = null;
    member.pass(AGAIN);
    loop.turn();
    assertThat(store.content()).doesNotContain("e1|"); // its new owner reads it

    member.assignDuringTheNextPoll(0);
    loop.turn();
    loop.turn();
    assertThat(store.content()).contains("e1|");
    assertThat(store.positions(TOPIC)).containsEntry(0, 2L);
  }

  /** 10,000 records may be held; the 10,001st and those behind it are read later. */
  @Test
  void readingWaitsWhileTooManyAreHeldAndGoesOn() {
    for (int i = 0; i < 10_000; i++) {
      publish(0, "later,e" + i + ",2.1");
    }
    join(0);
    loop.turn();
    assertThat(gauge("ev.sink.lines.held")).isEqualTo(10_000);
    assertThat(loop.check().status()).isEqualTo(Check.Status.WAITING);
    assertThat(meters.get("ev.sink.failures").tag("kind", "held").counter().count()).isPositive();

    publish(0, "totals,x,2.2");
    loop.turn();
    assertThat(store.content()).isEmpty();

    schema = null;
    member.pass(AGAIN);
    loop.turn();
    loop.turn();
    assertThat(store.content().lines()).hasSize(10_001);
    assertThat(loop.check()).isEqualTo(Check.up("memory", "1 partitions, lag 0"));
  }

  private PricedLine decode(byte[] bytes) {
    PricedLine line = TextLines.decode(bytes);
    if (line.betType().symbol().equals("later") && schema != null) {
      throw schema;
    }
    return line;
  }

  private void join(int... partitions) {
    member.assignDuringTheNextPoll(partitions);
    loop.turn();
  }

  private void publish(int partition, String line) {
    member.append(partition, new String(TextLines.key(line), UTF_8), line);
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }
}
