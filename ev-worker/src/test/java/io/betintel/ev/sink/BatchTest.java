package io.betintel.ev.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class BatchTest {
  private static final TopicIdentity TOPIC = new TopicIdentity("ev.lines", "id", 2);

  private final HeldLines held = new HeldLines();

  @Test
  void keepsTheNewestVersionOfEveryLineSortedById() {
    Batch batch =
        batch(
            Map.of(0, 3L),
            record(0, 3, "totals,e2,2.0"),
            record(0, 4, "totals,e8,2.1"),
            record(0, 5, "totals,e2,2.2"),
            record(1, 0, "totals,e3,1.9"));

    assertThat(batch.lines())
        .extracting(
            line ->
                line.line().event().id() + " " + line.record().partition() + " " + line.version())
        .containsExactly("e2 0 5", "e3 1 0", "e8 0 4");
    assertThat(batch.spans()).isEqualTo(Map.of(0, new Span(3, 6), 1, new Span(Span.NEVER, 1)));
    assertThat(batch.records()).isEqualTo(4);
  }

  /** In batches of one, each outcome would have got a row. */
  @Test
  void lastVersionThatHasAnOutcomeIsKeptIfNewerOnesLackIt() {
    List<PricedLine> versions =
        List.of(
            PricedLines.various("e2", "Adams", "Brown", "Clark"),
            PricedLines.various("e2", "Adams", "Brown"),
            PricedLines.various("e2", "Brown", "Davis"),
            PricedLines.various("e2", "Davis"),
            PricedLines.withdrawn(PricedLines.TOTALS, "e2", 5.5));

    Batch batch = batch(versions);

    assertThat(batch.lines()).extracting(VersionedLine::version).containsExactly(4L);
    // Davis was last in 3, Brown in 2, Adams in 1, Clark in 0.
    assertThat(batch.earlier()).extracting(VersionedLine::version).containsExactly(0L, 1L, 2L, 3L);
    assertThat(batch(versions.subList(0, 4)).earlier())
        .extracting(VersionedLine::version)
        .containsExactly(0L, 1L, 2L);
    assertThat(batch(List.of(versions.get(0), versions.get(0), versions.get(4))).earlier())
        .extracting(VersionedLine::version)
        .containsExactly(1L);
    assertThat(batch.records()).isEqualTo(5);
    assertThat(batch.reduced()).isEqualTo(4);
  }

  @Test
  void linesWithSidesHaveThemAllInEachOpenVersion() {
    PricedLine open = PricedLines.open(PricedLines.TOTALS, "e2", 5.5, 2.1);
    PricedLine gone = PricedLines.withdrawn(PricedLines.TOTALS, "e2", 5.5);

    assertThat(batch(List.of(open, open)).earlier()).isEmpty();
    assertThat(batch(List.of(open, open, gone, gone)).earlier())
        .extracting(VersionedLine::version)
        .containsExactly(1L);
    assertThat(batch(List.of(open, gone, open)).earlier()).isEmpty();
  }

  @Test
  void refusedOlderVersionIsCountedOnce() {
    Batch batch =
        batch(
            List.of(
                PricedLines.open(PricedLines.TOTALS, "e2", 5.5, 2.1),
                PricedLines.withdrawn(PricedLines.TOTALS, "e2", 5.5)));

    Batch rest = batch.without(Set.copyOf(batch.earlier()));

    assertThat(batch.reduced()).isEqualTo(1);
    assertThat(rest.reduced()).isZero(); // its record is counted as refused
    assertThat(rest.earlier()).isEmpty();
    assertThat(rest.lines()).isEqualTo(batch.lines());
  }

  @Test
  void tombstoneIsPassedOverAndStillAdvancesThePosition() {
    ConsumerRecord<byte[], byte[]> tombstone =
        new ConsumerRecord<>(TOPIC.name(), 0, 4, "totals,e2".getBytes(UTF_8), null);
    Batch batch = batch(Map.of(0, 3L), record(0, 3, "totals,e2,2.0"), tombstone);

    assertThat(batch.lines()).hasSize(1);
    assertThat(batch.spans()).isEqualTo(Map.of(0, new Span(3, 5)));
  }

  /**
   * With two partitions e2 is at home in 0; there may be newer records of it with lower offsets
   * than its old ones in 1, which it had under another count.
   */
  @Test
  void recordInTheLinesPartitionIsNewerThanAnyInAnother() {
    Batch batch = batch(Map.of(), record(0, 1, "totals,e2,2.2"), record(1, 9_000, "totals,e2,2.1"));
    assertThat(batch.lines())
        .extracting(line -> line.line().outcomes().get(0).best().price() + " " + line.version())
        .containsExactly("2.2 1");
    assertThat(batch.reduced()).isEqualTo(1);

    Batch old = batch(Map.of(), record(1, 9_000, "totals,e2,2.1"));
    assertThat(old.lines().get(0).version()).isNegative();
  }

  @Test
  void recordsInOtherPartitionsAreOrderedByTheirTimeThenByOffset() {
    TopicIdentity five = new TopicIdentity("ev.lines", "id", 5);
    Instant then = Instant.parse("2026-11-01T12:00:00Z");
    byte[] key = "totals,e2".getBytes(UTF_8); // at home in 1
    long first = LineVersion.of(five, PricedLines.record(0, 700, then, key));
    long second = LineVersion.of(five, PricedLines.record(0, 701, then, key));
    long later = LineVersion.of(five, PricedLines.record(3, 2, then.plusMillis(1), key));
    long home = LineVersion.of(five, PricedLines.record(1, 0, then.minusSeconds(9), key));

    assertThat(List.of(first, second, later, home)).isSorted().doesNotHaveDuplicates();
    assertThat(home).isZero();
    // Redis and JSON keep 53 bits; the year 2053 is still in them.
    long last =
        LineVersion.of(
            five, PricedLines.record(0, 4095, Instant.parse("2053-01-01T00:00:00Z"), key));
    assertThat((long) (double) last).isEqualTo(last).isNegative();
  }

  @Test
  void recordThatCannotBeDecodedIsNamedAndCostsNoOther() {
    Batch batch = batch(Map.of(), record(1, 7, "nonsense"), record(1, 8, "totals,e3,1.9"));

    assertThat(batch.lines()).extracting(line -> line.line().event().id()).containsExactly("e3");
    assertThat(batch.undecodable())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.reason()).isEqualTo(RefusedRecord.Reason.LINE_UNDECODABLE);
              assertThat(refused.why()).contains("ev.lines-1 offset 7");
            });
    assertThat(batch.spans()).isEqualTo(Map.of(1, new Span(Span.NEVER, 9)));
  }

  @Test
  void recordWhoseSchemaIsLookedUpIsHeldAndTheOthersAreNot() {
    Batch batch =
        batch(
            pendingFor("e3"),
            Map.of(1, 7L),
            record(1, 7, "totals,e2,2.0"),
            record(1, 8, "totals,e3,1.9"),
            record(1, 9, "totals,e4,1.8"));

    assertThat(batch.lines())
        .extracting(line -> line.line().event().id())
        .containsExactly("e2", "e4");
    // The position stays before the record that is held.
    assertThat(batch.spans()).isEqualTo(Map.of(1, new Span(7, 8)));
    assertThat(batch.records()).isEqualTo(2);
    assertThat(held.count()).isEqualTo(1);
    assertThat(held.why()).contains("the registry is silent");
    assertThat(batch.isEmpty()).isFalse();
  }

  @Test
  void nothingIsToBeDoneWhileEveryRecordIsHeld() {
    assertThat(batch(pendingFor("e3"), Map.of(1, 7L), record(1, 7, "totals,e3,1.9")).isEmpty())
        .isTrue();
    held.clear();
    assertThat(batch(pendingFor("e3"), Map.of(), record(1, 0, "totals,e3,1.9")).isEmpty()).isTrue();
  }

  /** Cut otherwise, the older one would have been stored before the newer one was read. */
  @Test
  void versionBeforeOneThatCannotBeDecodedIsStored() {
    Batch pending =
        batch(
            bytes -> {
              String text = new String(bytes, UTF_8);
              if (text.endsWith("2.2")) {
                throw new SchemaPendingException(7, "the registry is silent");
              }
              return TextLines.decode(bytes);
            },
            Map.of(),
            record(0, 1, "totals,e2,2.0"),
            record(0, 2, "totals,e2,2.1"),
            record(0, 3, "totals,e2,2.2"));

    assertThat(pending.lines()).extracting(VersionedLine::version).containsExactly(2L);
    assertThat(pending.reduced()).isEqualTo(1);
    assertThat(pending.records()).isEqualTo(2);
    assertThat(pending.spans()).isEqualTo(Map.of(0, new Span(Span.NEVER, 3)));

    held.clear();
    Batch broken =
        batch(Map.of(), record(0, 1, "totals,e2,2.0"), record(0, 2, "totals,e2,nonsense"));
    assertThat(broken.lines()).extracting(VersionedLine::version).containsExactly(1L);
    assertThat(broken.undecodable()).hasSize(1);
    assertThat(broken.reduced()).isZero();
  }

  private static Function<byte[], PricedLine> pendingFor(String event) {
    return bytes -> {
      PricedLine line = TextLines.decode(bytes);
      if (line.event().id().equals(event)) {
        throw new SchemaPendingException(7, "the registry is silent");
      }
      return line;
    };
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String text) {
    return new ConsumerRecord<>(
        TOPIC.name(), partition, offset, TextLines.key(text), text.getBytes(UTF_8));
  }

  /** Records of one line, from offset 0 of its home partition on. */
  private Batch batch(List<PricedLine> versions) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      records.add(
          new ConsumerRecord<>(
              TOPIC.name(), 0, i, "totals,e2".getBytes(UTF_8), new byte[] {(byte) i}));
    }
    return Batch.of(
        TOPIC,
        records,
        0,
        Map.of(0, (long) versions.size()),
        Map.of(0, 0L),
        held,
        bytes -> versions.get(bytes[0]));
  }

  @SafeVarargs
  private final Batch batch(Map<Integer, Long> stored, ConsumerRecord<byte[], byte[]>... records) {
    return batch(TextLines::decode, stored, records);
  }

  @SafeVarargs
  private final Batch batch(
      Function<byte[], PricedLine> decode,
      Map<Integer, Long> stored,
      ConsumerRecord<byte[], byte[]>... records) {
    Map<Integer, Long> next = new HashMap<>();
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      all.add(record);
      next.put(record.partition(), record.offset() + 1);
    }
    return Batch.of(TOPIC, all, 0, next, stored, held, decode);
  }
}
