package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class LostInputTest {
  private static final String HOP = "app-by-event-repartition";
  private static final TopicPartition INPUT = new TopicPartition("odds.events", 3);

  private final List<Long> lost = new ArrayList<>();
  private long begins;
  private long seconds;
  private final LostInput input =
      new LostInput(HOP, partition -> begins, lost::add, () -> seconds * 1_000_000_000L);

  @Test
  void whatIsDeletedBetweenThePositionAndTheBeginningIsLost() {
    committed(INPUT, 40);
    begins = 100;
    polled(INPUT, 100, 101);
    assertThat(lost).containsExactly(60L);
  }

  @Test
  void everyPartitionIsAsked() {
    TopicPartition other = new TopicPartition("odds.events", 4);
    committed(INPUT, 40);
    committed(other, 50);
    begins = 100;
    polled(INPUT, 100);
    polled(other, 100);
    assertThat(lost).containsExactly(60L, 50L);
  }

  @Test
  void deletionWhileRunningIsFoundToo() {
    polled(INPUT, 7, 8);
    begins = 20;
    polled(INPUT, 22); // 20 and 21 are markers
    assertThat(lost).containsExactly(11L);
  }

  @Test
  void markersOfTransactionsAreNotLost() {
    committed(INPUT, 5);
    polled(INPUT, 7);
    assertThat(lost).isEmpty();
  }

  @Test
  void recordsThatWereReadMayBeDeleted() {
    polled(INPUT, 7, 8);
    begins = 9;
    polled(INPUT, 9);
    assertThat(lost).isEmpty();
  }

  @Test
  void newGroupBeginsAnywhere() {
    committed(INPUT, 5);
    Map<TopicPartition, OffsetAndMetadata> none = new HashMap<>();
    none.put(INPUT, null);
    input.begins(none);
    begins = 100;
    polled(INPUT, 100);
    assertThat(lost).isEmpty();
  }

  @Test
  void hopDeletesWhatWasRead() {
    TopicPartition hop = new TopicPartition(HOP, 0);
    committed(hop, 5);
    begins = 100;
    polled(hop, 100);
    assertThat(lost).isEmpty();
  }

  @Test
  void brokerIsAskedOnceASecondAtMost() {
    committed(INPUT, 5);
    polled(INPUT, 7);
    begins = 20;
    polled(INPUT, 20);
    assertThat(lost).isEmpty();
    seconds = 1;
    begins = 30;
    polled(INPUT, 30);
    assertThat(lost).containsExactly(9L);
  }

  private void committed(TopicPartition partition, long offset) {
    input.begins(Map.of(partition, new OffsetAndMetadata(offset)));
  }

  private void polled(TopicPartition partition, long... offsets) {
    List<ConsumerRecord<byte[], byte[]>> records =
        LongStream.of(offsets)
            .mapToObj(
                offset ->
                    new ConsumerRecord<byte[], byte[]>(
                        partition.topic(), partition.partition(), offset, null, null))
            .toList();
    input.polled(new ConsumerRecords<>(Map.of(partition, records), Map.of()));
  }
}
