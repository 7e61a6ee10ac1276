package io.betintel.ev.sink;

import static io.betintel.ev.sink.PricedLines.NOW;
import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static io.betintel.ev.sink.PricedLines.at;
import static io.betintel.ev.sink.PricedLines.joined;
import static io.betintel.ev.sink.PricedLines.open;
import static io.betintel.ev.sink.PricedLines.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every store of lines must keep. */
public abstract class LineSinkContract {
  protected static final TopicIdentity TOPIC = new TopicIdentity("ev.lines", "first-topic-id", 4);

  /** Some versions of some lines, in the order of the topic: opened, moved, withdrawn, reopened. */
  private static final List<VersionedLine> STORY =
      List.of(
          at(0, open(TOTALS, "e1", 5.5, 2.1)),
          at(1, joined(TOTALS, "e2", 5.5, 2.0)),
          at(2, joined(TOTALS, "e1", 5.5, 2.2)),
          at(3, withdrawn(TOTALS, "e1", 5.5)),
          at(4, open(POINTS, "e1", 20.5, 1.9)),
          at(5, open(TOTALS, "e1", 5.5, 2.3)),
          at(6, withdrawn(TOTALS, "e2", 5.5)),
          at(7, joined(POINTS, "e1", 20.5, 2.4)),
          at(8, withdrawn(TOTALS, "e3", 5.5)));

  /** A sink on an empty store. */
  protected abstract LineSink sink();

  /** Another sink on the same store. */
  protected abstract LineSink another();

  /** Everything that the store shows of its lines; equal text means equal content. */
  protected abstract String content();

  /** Sets a bet type's flag; totals and player points begin as on. */
  protected abstract void enable(BetType betType, boolean on);

  @Test
  void betTypeThatIsOffIsSkippedExceptForWithdrawals() {
    LineSink sink = sink();
    sink.write(
        batch(
            Span.NEVER,
            2,
            at(0, open(TOTALS, "e1", 5.5, 2.1)),
            at(1, open(POINTS, "e1", 20.5, 2.2))));
    enable(POINTS, false);

    sink.write(
        batch(2, 4, at(2, open(TOTALS, "e1", 5.5, 2.3)), at(3, open(POINTS, "e1", 20.5, 2.4))));
    assertThat(content()).contains("2.3").doesNotContainPattern(price("2.4"));
    assertThat(sink.positions(TOPIC)).isEqualTo(Map.of(0, 4L));

    enable(POINTS, true);
    sink.write(batch(4, 5, at(4, open(POINTS, "e1", 20.5, 2.5))));
    assertThat(content()).contains("2.5");

    enable(POINTS, false);
    assertThat(sink.write(batch(5, 6, at(5, withdrawn(POINTS, "e1", 20.5))))).isEqualTo(1);
    enable(POINTS, true);
    String closed = content();
    sink.write(batch(6, 6, at(4, open(POINTS, "e1", 20.5, 2.5))));
    assertThat(content()).isEqualTo(closed);
  }

  @Test
  void storesWhatItIsGivenAndRemembersThePosition() {
    LineSink sink = sink();

    assertThat(sink.positions(TOPIC)).isEmpty();
    assertThat(sink.write(batch(Span.NEVER, 7, at(5, open(TOTALS, "e1", 5.5, 2.1))))).isEqualTo(1);

    assertThat(sink.positions(TOPIC)).isEqualTo(Map.of(0, 7L));
    assertThat(another().positions(TOPIC)).isEqualTo(Map.of(0, 7L));
    assertThat(content()).contains("2.1");
  }

  @Test
  void sameBatchAgainChangesNothing() {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 6, at(5, open(TOTALS, "e1", 5.5, 2.1))));
    String before = content();

    assertThat(sink.write(batch(6, 6, at(5, open(TOTALS, "e1", 5.5, 2.1))))).isZero();
    assertThat(content()).isEqualTo(before);
  }

  @Test
  void olderVersionNeverReplacesANewerOne() {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 6, at(5, open(TOTALS, "e1", 5.5, 2.1))));
    String before = content();

    assertThat(sink.write(batch(6, 6, at(4, open(TOTALS, "e1", 5.5, 3.3))))).isZero();
    assertThat(sink.write(batch(6, 6, at(3, withdrawn(TOTALS, "e1", 5.5))))).isZero();
    assertThat(content()).isEqualTo(before);
  }

  @Test
  void withdrawnLineIsNotBroughtBackByAnOlderVersion() {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 6, at(5, open(TOTALS, "e1", 5.5, 2.1))));
    sink.write(batch(6, 8, at(7, withdrawn(TOTALS, "e1", 5.5))));
    String before = content();

    sink.write(batch(8, 8, at(6, open(TOTALS, "e1", 5.5, 2.2))));
    assertThat(content()).isEqualTo(before).doesNotContainPattern(price("2.2"));

    sink.write(batch(8, 9, at(8, open(TOTALS, "e1", 5.5, 2.7))));
    assertThat(content()).contains("2.7");
  }

  @Test
  void replayingAnySuffixGivesTheSameContent() {
    LineSink sink = sink();
    write(sink, STORY, 1);
    String once = content();

    for (int from = STORY.size() - 1; from >= 0; from--) {
      for (int size = 1; size <= STORY.size() - from; size++) {
        write(sink, STORY.subList(from, STORY.size()), size);
        assertThat(content()).as("from %s by %s", from, size).isEqualTo(once);
      }
    }
  }

  @Test
  void secondOwnerOfAPartitionIsRefusedAsMoved() {
    LineSink first = sink();
    LineSink second = another();
    first.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));

    assertThatThrownBy(
            () -> second.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1)))))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.MOVED));
    second.write(batch(1, 2, at(1, open(TOTALS, "e1", 5.5, 2.2))));
    assertThatThrownBy(() -> first.write(batch(1, 2, at(1, open(TOTALS, "e1", 5.5, 2.2)))))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.MOVED));
    assertThat(first.positions(TOPIC)).isEqualTo(Map.of(0, 2L));
  }

  @Test
  void otherTopicOrPartitionCountIsRefusedAndTheRebuildIsNamed() {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));

    for (TopicIdentity other :
        List.of(
            new TopicIdentity("ev.lines", "second-topic-id", 4), // recreated
            new TopicIdentity("ev.lines", "second-topic-id", 2), // with fewer partitions
            new TopicIdentity("ev.lines", "first-topic-id", 5), // more were added
            new TopicIdentity("ev.lines", "first-topic-id", 3),
            new TopicIdentity("mirror.ev.lines", "second-topic-id", 4), // mirrored
            new TopicIdentity("replay.ev.lines", "first-topic-id", 4))) {
      assertThatThrownBy(() -> sink.positions(other))
          .isInstanceOfSatisfying(
              SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.REFUSED))
          .hasMessageContaining("ev-worker sink rebuild " + sink.name());
    }
  }

  /** A time of the row may have the same digits. */
  private static String price(String price) {
    return "(?<![0-9.:])" + price.replace(".", "\\.") + "(?![0-9])";
  }

  /** Its old records are in another partition and have negative versions. */
  @Test
  void lineOfAnEarlierPartitionCountIsShownUntilItIsPublishedAgain() {
    LineSink sink = sink();
    long before = -9_000_000_000_000_000L; // below -2^52
    sink.write(batch(Span.NEVER, 7001, at(before, open(TOTALS, "e1", 5.5, 2.1), NOW)));
    assertThat(content()).contains("2.1");
    sink.write(batch(7001, 7002, at(before - 1, open(TOTALS, "e1", 5.5, 2.2), NOW)));
    assertThat(content()).contains("2.1").doesNotContainPattern(price("2.2"));

    sink.write(batch(7002, 7003, at(0, open(TOTALS, "e1", 5.5, 2.3))));
    assertThat(content()).contains("2.3");
    sink.write(batch(7003, 7004, at(before + 1, open(TOTALS, "e1", 5.5, 2.4), NOW)));
    assertThat(content()).contains("2.3").doesNotContainPattern(price("2.4"));
  }

  @Test
  void housekeepingLeavesTheContentAlone() {
    LineSink sink = sink();
    write(sink, STORY, 3);
    String before = content();

    sink.maintain();
    assertThat(content()).isEqualTo(before);
  }

  protected static Batch batch(long from, long next, VersionedLine... lines) {
    return batch(from, next, List.of(), lines);
  }

  protected static Batch batch(
      long from, long next, List<VersionedLine> earlier, VersionedLine... lines) {
    return new Batch(
        TOPIC,
        List.of(lines),
        earlier,
        new TreeMap<>(Map.of(0, new Span(from, next))),
        lines.length,
        0,
        List.of());
  }

  /** As the runner would: portions of a size, each reduced to the newest version of every line. */
  private static void write(LineSink sink, List<VersionedLine> story, int size) {
    for (int from = 0; from < story.size(); from += size) {
      List<VersionedLine> portion = story.subList(from, Math.min(story.size(), from + size));
      Map<Object, VersionedLine> newest = new HashMap<>();
      portion.forEach(line -> newest.put(line.line().id(), line));
      List<VersionedLine> lines = new ArrayList<>(newest.values());
      lines.sort(Comparator.comparing(line -> line.line().id()));
      long at = sink.positions(TOPIC).getOrDefault(0, Span.NEVER);
      long next = portion.get(portion.size() - 1).version() + 1;
      sink.write(batch(at, next, lines.toArray(VersionedLine[]::new)));
    }
  }
}
