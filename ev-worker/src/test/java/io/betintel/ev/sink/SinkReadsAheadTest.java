package io.betintel.ev.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.consume.GroupMember;
import io.betintel.ev.ops.Check;
import io.betintel.ev.priced.PricedLine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A sink that is behind: the store writes only when a test lets it. */
final class SinkReadsAheadTest {
  private static final TopicIdentity TOPIC = new TopicIdentity("ev.lines", "first-topic-id", 4);

  private final GroupMember member = new GroupMember("ev.lines");
  private final LinesInHand store = new LinesInHand();
  private final Queue<Runnable> begun = new ArrayDeque<>();
  private final List<RefusedRecord> aside = new ArrayList<>();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private boolean pricingIsBehind;
  private final StoreRest rest = new StoreRest(() -> pricingIsBehind, member::nanoTime);
  private final SinkLoop loop = loop();

  /** What each decoded line found: how many writes were begun and not finished. */
  private final List<Integer> unfinished = new ArrayList<>();

  private boolean letWrite = true;

  private SinkLoop loop() {
    return new SinkLoop(
        store,
        member.placed(),
        () -> TOPIC,
        this::decode,
        aside::addAll,
        new MicrometerSinkMetrics(meters, "memory"),
        Clock.systemUTC(),
        member::nanoTime,
        8, // from 2 lines on a batch is one of many
        1 << 20,
        rest,
        begun::add);
  }

  private PricedLine decode(byte[] line) {
    unfinished.add(begun.size());
    if (letWrite) {
      write(); // the loop would wait for it for ever
    }
    return TextLines.decode(line);
  }

  @Test
  void nextBatchIsDecodedWhileTheStoreWrites() {
    join();
    publish("totals,e1,2.1", "totals,e2,2.2");
    loop.turn();
    publish("totals,e3,2.3", "totals,e1,3.1");
    loop.turn();
    assertThat(unfinished).hasSize(2); // newer versions may follow
    loop.turn();
    write();
    loop.turn();

    assertThat(unfinished).containsExactly(0, 0, 1, 0); // of the second batch, the first line's
    assertThat(store.content()).contains("e1|").contains("3.1").doesNotContain("2.1");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 4L));
    // Read = written + unchanged + reduced + refused.
    assertThat(meters.get("ev.sink.records.read").counter().count()).isEqualTo(4);
    assertThat(meters.get("ev.sink.lines.written").counter().count()).isEqualTo(4);
    assertThat(loop.check()).isEqualTo(Check.up("memory", "1 partitions, lag 0"));
  }

  @Test
  void batchThatWasReadAheadOfAFailedWriteIsReadAgainWithIt() {
    join();
    publish("totals,e1,2.1", "totals,e2,2.2");
    loop.turn();
    store.move(0, 1); // another owner's write
    publish("totals,e3,2.3", "totals,e4,2.4");
    loop.turn();
    loop.turn();

    assertThat(loop.check()).isEqualTo(Check.waiting("memory", "another has written"));
    assertThat(meters.get("ev.sink.failures").tag("kind", "moved").counter().count()).isEqualTo(1);
    assertThat(store.content()).isEmpty();

    member.pass(GroupMember.FIRST_PAUSE);
    loop.turn();
    write();
    loop.turn();
    assertThat(store.content()).contains("e2|", "e3|", "e4|").doesNotContain("e1|");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 4L));
  }

  @Test
  void linesThatTheStoreRefusesMeanwhileAreSetAsideOnce() {
    store.refuse("e1");
    join();
    publish("totals,e1,2.1", "totals,e2,2.2", "nonsense");
    loop.turn();
    publish("totals,e3,2.3", "nonsense");
    loop.turn();
    loop.turn();
    write();
    loop.turn();

    assertThat(aside)
        .extracting(refused -> refused.record().offset())
        .containsExactly(2L, 0L, 4L); // undecodable, refused, undecodable
    assertThat(store.content()).contains("e2|", "e3|").doesNotContain("e1|");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 5L));
  }

  @Test
  void ofWhatComesWhileTheStoreWritesTheNewestVersionsAreWritten() {
    join();
    publish("totals,e1,2.1", "totals,e2,2.2");
    loop.turn();
    publish("totals,e3,2.3");
    loop.turn();
    publish("totals,e3,3.3");
    loop.turn();
    assertThat(loop.check()).isEqualTo(Check.up("memory", "1 partitions, lag 2"));
    publish("totals,e4,2.4", "totals,e3,4.3");
    write();
    loop.turn();
    write();
    loop.turn();

    assertThat(unfinished).hasSize(4); // no line twice
    assertThat(store.content()).contains("2.1", "2.2", "2.4", "4.3").doesNotContain("3.3");
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 6L));
    // Read = written + reduced: 6 = 4 + 2
    assertThat(meters.get("ev.sink.records.read").counter().count()).isEqualTo(6);
    assertThat(meters.get("ev.sink.lines.written").counter().count()).isEqualTo(4);
    assertThat(meters.get("ev.sink.records.reduced").counter().count()).isEqualTo(2);
    assertThat(loop.check()).isEqualTo(Check.up("memory", "1 partitions, lag 0"));
  }

  /** Nine lines, of which eight are written at once; whoever goes on finds the ninth. */
  @Test
  void positionStaysBeforeTheFirstLineThatWaits() {
    join();
    for (int line = 1; line <= 9; line++) {
      publish("totals,e" + line + ",2.1");
    }
    publish("totals,e1,3.1");
    loop.turn();
    write(); // and the worker is killed

    assertThat(store.content().lines()).hasSize(8);
    assertThat(store.content()).contains("3.1"); // behind the line that waits
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 8L));

    SinkLoop next = loop();
    member.placed().subscribe("ev.lines", next::revoked);
    member.assignDuringTheNextPoll(0);
    next.turn();
    next.turn();
    write();
    assertThat(store.content().lines()).hasSize(9);
    assertThat(store.positions(TOPIC)).isEqualTo(Map.of(0, 10L));
  }

  /** What tools show as lag: e3 is read and waits. */
  @Test
  void positionsInKafkaAreThoseThatAreStored() {
    join();
    publish("totals,e1,2.1", "totals,e2,2.2");
    loop.turn();
    publish("totals,e3,2.3");
    loop.turn();
    letWrite = false;
    write();
    member.pass(GroupMember.VERIFY_EVERY);
    loop.turn();

    TopicPartition partition = member.partition(0);
    assertThat(member.kafka().committed(Set.of(partition)))
        .isEqualTo(Map.of(partition, new OffsetAndMetadata(2)));
  }

  @Test
  void linesWaitWhileTheStoreRestsUnlessNoMoreCome() {
    pricingIsBehind = true;
    join();
    Batch many = // of 2 records, 1 is reduced
        Batch.of(TOPIC, List.of(), 2, Map.of(), Map.of(), new HeldLines(), TextLines::decode);
    rest.after(many, Duration.ofMillis(100));
    publish("totals,e1,2.1");
    loop.turn();
    assertThat(store.content()).isEmpty();
    member.pass(Duration.ofMillis(199));
    publish("totals,e1,3.1");
    loop.turn();
    assertThat(store.content()).isEmpty();
    member.pass(Duration.ofMillis(1));
    publish("totals,e1,4.1");
    loop.turn();
    assertThat(store.content()).contains("4.1");

    rest.after(many, Duration.ofSeconds(9));
    publish("totals,e1,5.1");
    loop.turn();
    assertThat(store.content()).contains("4.1");
    loop.turn();
    assertThat(store.content()).contains("5.1");
  }

  @Test
  void positionsAreComparedOnlyBetweenWrites() {
    letWrite = false;
    join();
    publish("totals,e1,2.1", "totals,e2,2.2");
    loop.turn();
    write();
    member.pass(GroupMember.VERIFY_EVERY);
    loop.turn();

    assertThat(loop.check().status()).isEqualTo(Check.Status.UP);
    assertThat(meters.get("ev.sink.failures").tag("kind", "moved").counter().count()).isZero();
  }

  /** What the next owner of a partition reads from the store is where this owner's write ends. */
  @Test
  void partitionIsGivenAwayAfterTheWriteInProgress() {
    List<Map<Integer, Long>> found = new ArrayList<>();
    member
        .placed()
        .subscribe(
            "ev.lines",
            revoked -> {
              new Thread(this::write).start();
              loop.revoked(revoked);
              found.add(store.positions(TOPIC));
            });
    member.assignDuringTheNextPoll(0);
    loop.turn();
    publish("totals,e1,2.1", "totals,e2,2.2");
    loop.turn();
    found.clear();
    member.assignDuringTheNextPoll(1);
    loop.turn();

    assertThat(found).containsExactly(Map.of(0, 2L));
  }

  private void join() {
    member.placed().subscribe("ev.lines", loop::revoked);
    member.assignDuringTheNextPoll(0);
    loop.turn();
  }

  private void publish(String... lines) {
    for (String line : lines) {
      member.append(0, new String(TextLines.key(line), UTF_8), line);
    }
  }

  /** The store finishes what was begun. */
  private void write() {
    for (Runnable next = begun.poll(); next != null; next = begun.poll()) {
      next.run();
    }
  }
}
