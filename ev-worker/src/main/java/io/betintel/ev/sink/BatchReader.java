package io.betintel.ev.sink;

import io.betintel.ev.ops.Interval;
import io.betintel.ev.priced.PricedLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Makes polled records into batches. It knows where the next batch of each partition begins, and
 * holds the records whose schema is looked up. Owned by one thread.
 */
final class BatchReader {
  /** How often what waits for its schema is decoded again. */
  private static final Duration DECODE_AGAIN = Duration.ofMillis(500);

  private final Function<byte[], PricedLine> decode;
  private final Interval decoding;
  private final HeldLines held = new HeldLines();

  /** The store's positions once the write in progress has succeeded. */
  private final Map<Integer, Long> stored = new HashMap<>();

  private final Map<Integer, Long> readTo = new HashMap<>();
  private TopicIdentity topic;

  /**
   * @param decode turns a record's value into a line, without waiting for its schema; may throw
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   */
  BatchReader(Function<byte[], PricedLine> decode, LongSupplier nanoTime) {
    this.decode = decode;
    this.decoding = new Interval(DECODE_AGAIN, nanoTime);
  }

  /** Reading begins at these positions, of the partitions that have one. */
  void place(TopicIdentity read, Map<Integer, Long> positions) {
    topic = read;
    stored.clear();
    stored.putAll(positions);
    forgetHeld();
  }

  /** The partition belongs to another worker now. */
  void revoke(int partition) {
    stored.remove(partition);
    readTo.remove(partition);
    held.forget(partition);
  }

  /** What is held is read again from the stored positions, which are before it. */
  void forgetHeld() {
    readTo.clear();
    held.clear();
  }

  /** The topic that is read; null before the first {@link #place}. */
  TopicIdentity topic() {
    return topic;
  }

  /** The positions that the store has when the write in progress has succeeded. */
  Map<Integer, Long> stored() {
    return Map.copyOf(stored);
  }

  /** The records whose schema is looked up. */
  HeldLines held() {
    return held;
  }

  /** Whether {@link #read} may find a line even if nothing is polled. */
  boolean mustDecodeAgain() {
    return held.count() > 0 && decoding.isDue();
  }

  /** A batch of what is polled, and of what was held if it is decoded again. */
  Batch read(ConsumerRecords<byte[], byte[]> records) {
    Map<Integer, Long> next = new HashMap<>();
    records.nextOffsets().forEach((partition, at) -> next.put(partition.partition(), at.offset()));
    readTo.putAll(next);
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    if (decoding.isDue()) {
      decoding.restart();
      all.addAll(held.take());
      all.forEach(record -> next.put(record.partition(), readTo.get(record.partition())));
    } else if (held.count() > 0) {
      all.addAll(held.takeVersionsOf(records));
    }
    records.forEach(all::add);
    return Batch.of(topic, all, next, stored, held, decode);
  }

  /**
   * A batch of records that the store has kept, without a position: their partitions may belong to
   * another worker, and their versions decide.
   *
   * @param pending gets the records whose schema is looked up
   */
  Batch late(List<ConsumerRecord<byte[], byte[]>> records, HeldLines pending) {
    return Batch.of(topic, records, Map.of(), stored, pending, decode);
  }

  /**
   * A batch without records that moves the stored positions on; it has no spans if there is nothing
   * to move. Partitions with records that wait for their schema stay.
   *
   * @param read the offset after everything that was read and written, by partition
   */
  Batch upTo(Map<Integer, Long> read) {
    Map<Integer, Long> next = new HashMap<>();
    read.forEach(
        (partition, position) -> {
          if (position > stored.getOrDefault(partition, 0L) && held.first(partition).isEmpty()) {
            next.put(partition, position);
          }
        });
    return Batch.of(topic, List.of(), next, stored, held, decode);
  }

  /** The batch is written next: the one after it begins where this one ends. */
  void passed(Batch batch) {
    batch.spans().forEach((partition, span) -> stored.put(partition, span.next()));
  }
}
