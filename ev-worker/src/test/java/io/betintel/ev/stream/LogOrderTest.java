package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What the worker knows about the time at which records were written. */
final class LogOrderTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant NOW = NOON.plusSeconds(3_600);

  private final LogEnds ends = new LogEnds();
  private final ReadAhead ahead = new ReadAhead();

  @Test
  void recordWasWrittenBetweenTwoLooks() {
    ends.saw(Map.of(0, 10L, 1, 0L), NOON);
    ends.saw(Map.of(0, 20L, 1, 5L), NOON.plusSeconds(5));
    ends.saw(Map.of(0, 20L, 1, 9L), NOON.plusSeconds(10));

    assertThat(ends.earliest(0, 9)).as("before the first look").isNull();
    assertThat(ends.latest(0, 9, NOW)).isEqualTo(NOON);
    assertThat(ends.earliest(0, 10)).isEqualTo(NOON);
    assertThat(ends.latest(0, 19, NOW)).isEqualTo(NOON.plusSeconds(5));
    assertThat(ends.earliest(0, 20)).isEqualTo(NOON.plusSeconds(10));
    assertThat(ends.latest(0, 20, NOW)).as("after the last look").isEqualTo(NOW);
    assertThat(ends.earliest(1, 5)).isEqualTo(NOON.plusSeconds(5));
    assertThat(ends.latest(1, 5, NOW)).isEqualTo(NOON.plusSeconds(10));
  }

  @Test
  void withoutALookTheClockIsAllThatIsKnown() {
    assertThat(ends.latest(0, 0, NOW)).isEqualTo(NOW);
    assertThat(ends.earliest(0, 0)).isNull();
  }

  @Test
  void oldestLooksAreForgotten() {
    for (int look = 0; look < LogEnds.MOST + 10; look++) {
      ends.saw(Map.of(0, look + 1L), NOON.plusSeconds(look));
    }

    assertThat(ends.latest(0, 0, NOW)).isEqualTo(NOON.plusSeconds(10));
    assertThat(ends.latest(0, 500, NOW)).isEqualTo(NOON.plusSeconds(500));
  }

  @Test
  void mostOfTheNextRecordsDecide() {
    poll(0, 0, 3_300, 0, 1, 3_301, 2);

    assertThat(fast(0, 0)).isFalse();
    assertThat(fast(1, 3_300)).as("three of the next four").isTrue();
    assertThat(fast(2, 0)).isFalse();
    assertThat(fast(4, 3_301)).as("one says nothing").isFalse();
  }

  @Test
  void laterPollsGoOnAndATaskThatGoesBackBeginsAgain() {
    poll(0, 3_300, 0);
    poll(2, 1, 2);
    assertThat(fast(0, 3_300)).isTrue();

    poll(0, 3_300, 3_300, 3_301, 3_302);
    assertThat(fast(0, 3_300)).isFalse();
  }

  @Test
  void partitionsAreApart() {
    poll(0, 3_300, 0, 1, 2);

    assertThat(ahead.isAheadOfTheNext(1, 0, NOON.plusSeconds(3_300).toEpochMilli(), 300_000))
        .isFalse();
  }

  private boolean fast(long offset, long seconds) {
    return ahead.isAheadOfTheNext(0, offset, NOON.plusSeconds(seconds).toEpochMilli(), 300_000);
  }

  private void poll(long offset, long... seconds) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long each : seconds) {
      records.add(
          new ConsumerRecord<>(
              "odds.events",
              0,
              offset + records.size(),
              NOON.plusSeconds(each).toEpochMilli(),
              TimestampType.CREATE_TIME,
              0,
              0,
              null,
              null,
              new RecordHeaders(),
              Optional.empty()));
    }
    ahead.polled(0, records);
  }
}
