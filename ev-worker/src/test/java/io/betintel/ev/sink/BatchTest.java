package io.betintel.ev.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class BatchTest {
  private static final TopicIdentity TOPIC = new TopicIdentity("ev.lines", "id");

  @Test
  void keepsTheNewestVersionOfEveryLineSortedById() {
    Batch batch =
        batch(
            Map.of(0, 3L),
            record(0, 3, "totals,e2,2.0"),
            record(0, 4, "totals,e1,2.1"),
            record(0, 5, "totals,e2,2.2"),
            record(1, 0, "totals,e3,1.9"));

    assertThat(batch.lines())
        .extracting(
            line -> line.line().event().id() + " " + line.partition() + " " + line.version())
        .containsExactly("e1 0 4", "e2 0 5", "e3 1 0");
    assertThat(batch.spans()).isEqualTo(Map.of(0, new Span(3, 6), 1, new Span(Span.NEVER, 1)));
    assertThat(batch.records()).isEqualTo(4);
  }

  @Test
  void tombstoneIsPassedOverAndStillAdvancesThePosition() {
    ConsumerRecord<byte[], byte[]> tombstone =
        new ConsumerRecord<>(TOPIC.name(), 0, 4, "totals,e1".getBytes(UTF_8), null);
    Batch batch = batch(Map.of(0, 3L), record(0, 3, "totals,e1,2.0"), tombstone);

    assertThat(batch.lines()).hasSize(1);
    assertThat(batch.spans()).isEqualTo(Map.of(0, new Span(3, 5)));
  }

  @Test
  void recordThatCannotBeDecodedIsHeldAndNamed() {
    assertThatThrownBy(() -> batch(Map.of(), record(2, 7, "nonsense")))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.HELD))
        .hasMessageContaining("ev.lines-2 offset 7");
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String text) {
    return new ConsumerRecord<>(
        TOPIC.name(), partition, offset, TextLines.key(text), text.getBytes(UTF_8));
  }

  @SafeVarargs
  private static Batch batch(Map<Integer, Long> stored, ConsumerRecord<byte[], byte[]>... records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      byPartition.computeIfAbsent(partition, p -> new ArrayList<>()).add(record);
      next.put(partition, new OffsetAndMetadata(record.offset() + 1));
    }
    return Batch.of(TOPIC, new ConsumerRecords<>(byPartition, next), stored, TextLines::decode);
  }
}
