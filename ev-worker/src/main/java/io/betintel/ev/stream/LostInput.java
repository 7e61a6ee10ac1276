package io.betintel.ev.stream;

import io.betintel.ev.ops.Interval;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices input that Kafka has deleted before it was read: a consumer goes on at the first record
 * that is left, and says nothing. Owned by one consumer's thread.
 *
 * <p>The markers of a producer's transactions are gaps too, so the broker is asked where the
 * partition begins, once a second at most for each.
 */
final class LostInput {
  private static final Logger LOG = LoggerFactory.getLogger(LostInput.class);
  private static final Duration ASK = Duration.ofSeconds(1);

  private final String hop;
  private final ToLongFunction<TopicPartition> beginning;
  private final LongConsumer lost;
  private final LongSupplier nanoTime;
  private final Map<TopicPartition, Position> positions = new HashMap<>();

  /**
   * @param hop is left out: what is deleted there was read
   * @param beginning asks the broker for the first offset of a partition
   * @param lost receives the number of records, by their offsets
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   */
  LostInput(
      String hop,
      ToLongFunction<TopicPartition> beginning,
      LongConsumer lost,
      LongSupplier nanoTime) {
    this.hop = hop;
    this.beginning = beginning;
    this.lost = lost;
    this.nanoTime = nanoTime;
  }

  /** Reading goes on from here. A partition without a position begins anywhere. */
  void begins(Map<TopicPartition, OffsetAndMetadata> committed) {
    committed.forEach(
        (partition, position) -> {
          positions.remove(partition);
          if (position != null) {
            at(partition, position.offset());
          }
        });
  }

  void polled(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      if (!partition.topic().equals(hop)) {
        List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
        long first = polled.get(0).offset();
        Position position = positions.get(partition);
        if (position == null) {
          position = at(partition, first);
        }
        if (first > position.next && position.ask.isDue()) {
          position.ask.restart();
          compare(partition, position.next, Math.min(first, beginning.applyAsLong(partition)));
        }
        position.next = polled.get(polled.size() - 1).offset() + 1;
      }
    }
  }

  private Position at(TopicPartition partition, long next) {
    Position position = new Position(next, new Interval(ASK, nanoTime));
    positions.put(partition, position);
    return position;
  }

  private void compare(TopicPartition partition, long expected, long begins) {
    if (begins > expected) {
      LOG.error(
          "{} records of {} are lost: Kafka deleted them (retention.ms, retention.bytes) before they"
              + " were read, offsets {} to {}. The stream goes on behind them",
          begins - expected,
          partition,
          expected,
          begins - 1);
      lost.accept(begins - expected);
    }
  }

  private static final class Position {
    private final Interval ask;
    private long next;

    Position(long next, Interval ask) {
      this.next = next;
      this.ask = ask;
    }
  }
}
