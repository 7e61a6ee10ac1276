package io.betintel.ev.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.priced.PricedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A record's value is the place of its line in a list. */
final class LineQueueTest {
  private static final PricedLine OPEN = PricedLines.open(PricedLines.TOTALS, "e", 5.5, 2.1);
  private static final PricedLine GONE = PricedLines.withdrawn(PricedLines.TOTALS, "e", 5.5);

  private final List<PricedLine> lines = new ArrayList<>();
  private int decoded;

  private PricedLine decode(byte[] value) {
    decoded++;
    PricedLine line = lines.get(value[0]);
    if (line == null) {
      throw new IllegalStateException("not a line");
    }
    return line;
  }

  @Test
  void linesLeaveInTheOrderInWhichTheyCameWithAllTheirVersions() {
    LineQueue queue = new LineQueue(this::decode, 1 << 20);
    add(queue, 0, 0, "a", OPEN);
    add(queue, 0, 1, "b", OPEN);
    add(queue, 1, 7, "c", OPEN);
    add(queue, 0, 2, "a", OPEN);

    assertThat(queue.records()).isEqualTo(4);
    assertThat(places(queue.take(2))).containsExactly("a 0-0", "a 0-2", "b 0-1");
    assertThat(queue.records()).isEqualTo(1);
    add(queue, 0, 3, "a", OPEN);
    assertThat(places(queue.take(9))).containsExactly("c 1-7", "a 0-3");
    assertThat(queue.records()).isZero();
    assertThat(decoded).isZero(); // there was room
  }

  @Test
  void firstOffsetIsThatOfTheFirstRecordThatMustBeWritten() {
    LineQueue queue = new LineQueue(this::decode, 1);
    add(queue, 0, 4, "a", OPEN);
    add(queue, 0, 5, "b", OPEN);
    add(queue, 0, 6, "a", OPEN);
    add(queue, 3, 9, "c", OPEN);
    assertThat(queue.first()).isEqualTo(Map.of(0, 4L, 3, 9L));

    assertThat(queue.isFull()).isTrue(); // the first version of a gives way
    assertThat(queue.first()).isEqualTo(Map.of(0, 5L, 3, 9L));
    LineQueue.Taken taken = queue.take(1);
    assertThat(places(taken)).containsExactly("a 0-6");
    assertThat(taken.passed()).isEqualTo(1);
    assertThat(queue.first()).isEqualTo(Map.of(0, 5L, 3, 9L));
  }

  /** Three records of 1 + 1 bytes, and 250 for each: 756. */
  @Test
  void isFullOnlyIfNoVersionCanGiveWay() {
    LineQueue queue = new LineQueue(this::decode, 755);
    add(queue, 0, 0, "a", OPEN);
    add(queue, 0, 1, "a", OPEN);
    assertThat(queue.isFull()).isFalse();
    assertThat(decoded).isZero();
    add(queue, 0, 2, "a", OPEN);
    assertThat(queue.isFull()).isFalse();
    assertThat(decoded).isEqualTo(1); // the newest only
    add(queue, 0, 3, "b", OPEN);
    add(queue, 0, 4, "c", OPEN);
    assertThat(queue.isFull()).isTrue();

    assertThat(queue.records()).isEqualTo(5);
    assertThat(queue.take(9).passed()).isEqualTo(2);
    assertThat(queue.isFull()).isFalse();
  }

  @Test
  void lastVersionWithEveryOutcomeStaysBeforeWithdrawals() {
    assertThat(kept(OPEN, OPEN, GONE, GONE)).containsExactly(1L, 2L, 3L);
    assertThat(kept(OPEN, GONE, OPEN)).containsExactly(2L);
  }

  @Test
  void versionsOfALineThatGainsAndLosesOutcomesAllStay() {
    PricedLine one = PricedLines.various("e", "Adams");
    PricedLine other = PricedLines.various("e", "Brown");
    assertThat(kept(one, other, other)).containsExactly(0L, 1L, 2L);
  }

  /** Whoever takes them finds out which one can be decoded. */
  @Test
  void versionBeforeOneThatCannotBeDecodedStays() {
    assertThat(kept(OPEN, OPEN, null)).containsExactly(1L, 2L);
  }

  /** After the partition count was raised a line's newest version may have the lower offset. */
  @Test
  void versionsInSeveralPartitionsAllStay() {
    LineQueue queue = new LineQueue(this::decode, 1);
    add(queue, 1, 900, "a", OPEN);
    add(queue, 0, 1, "a", OPEN);
    assertThat(queue.isFull()).isTrue();
    assertThat(places(queue.take(1))).containsExactly("a 1-900", "a 0-1");
  }

  /** Kept are offsets 2 and 3; later only what is new is looked at. */
  @Test
  void whatWasLookedAtIsNotDecodedAgain() {
    LineQueue queue = new LineQueue(this::decode, 1);
    for (PricedLine line : List.of(OPEN, OPEN, OPEN, GONE)) {
      add(queue, 0, lines.size(), "a", line);
    }
    assertThat(queue.isFull()).isTrue();
    assertThat(queue.isFull()).isTrue();
    assertThat(decoded).isEqualTo(2);
    add(queue, 0, 4, "a", GONE);
    assertThat(queue.isFull()).isTrue();
    assertThat(decoded).isEqualTo(3);
    assertThat(places(queue.take(1))).containsExactly("a 0-2", "a 0-3", "a 0-4");
  }

  @Test
  void tombstonesAreCountedAndLeaveWithTheNextLines() {
    LineQueue queue = new LineQueue(this::decode, 1 << 20);
    add(queue, 0, 0, "a", OPEN);
    queue.add(new ConsumerRecord<>("ev.lines", 0, 1, "a".getBytes(UTF_8), null));

    assertThat(queue.records()).isEqualTo(2);
    assertThat(queue.first()).isEqualTo(Map.of(0, 0L));
    LineQueue.Taken taken = queue.take(1);
    assertThat(places(taken)).containsExactly("a 0-0");
    assertThat(taken.passed()).isEqualTo(1);
    assertThat(queue.records()).isZero();
  }

  @Test
  void partitionThatBelongsToAnotherIsForgotten() {
    LineQueue queue = new LineQueue(this::decode, 1);
    add(queue, 0, 0, "a", OPEN);
    add(queue, 0, 1, "a", OPEN);
    add(queue, 1, 0, "b", OPEN);
    queue.add(new ConsumerRecord<>("ev.lines", 0, 2, "c".getBytes(UTF_8), null));
    assertThat(queue.isFull()).isTrue();
    queue.forget(0);

    assertThat(queue.records()).isEqualTo(1);
    LineQueue.Taken taken = queue.take(9);
    assertThat(places(taken)).containsExactly("b 1-0");
    assertThat(taken.passed()).isZero();
    assertThat(queue.isFull()).isFalse(); // and so are its bytes
  }

  /** The offsets that are left of versions of one line, from 0 on, in a queue without room. */
  private List<Long> kept(PricedLine... versions) {
    LineQueue queue = new LineQueue(this::decode, 1);
    lines.clear();
    for (PricedLine version : versions) {
      add(queue, 0, lines.size(), "a", version);
    }
    assertThat(queue.isFull()).isTrue();
    LineQueue.Taken taken = queue.take(1);
    assertThat(taken.records().size() + taken.passed()).isEqualTo(versions.length);
    return taken.records().stream().map(ConsumerRecord::offset).toList();
  }

  private void add(LineQueue queue, int partition, long offset, String key, PricedLine line) {
    byte[] value = {(byte) lines.size()};
    lines.add(line);
    queue.add(new ConsumerRecord<>("ev.lines", partition, offset, key.getBytes(UTF_8), value));
  }

  private static List<String> places(LineQueue.Taken taken) {
    return taken.records().stream()
        .map(
            record ->
                new String(record.key(), UTF_8) + " " + record.partition() + "-" + record.offset())
        .toList();
  }
}
