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
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes polled records into batches. It knows where the next batch of each partition begins, keeps
 * what is polled until its turn, and holds the records whose schema is looked up. Owned by one
 * thread.
 *
 * <p>A batch may have lines from behind others that still wait. The stored position of a partition
 * stays before the first record that is neither written nor superseded: whoever goes on there finds
 * them again, and those that were written are no newer than the store's.
 */
final class BatchReader {
  /** How often what waits for its schema is decoded again. */
  private static final Duration DECODE_AGAIN = Duration.ofMillis(500);

  private final Function<byte[], PricedLine> decode;
  private final Interval decoding;
  private final int mostLines;
  private final LineQueue queue;
  private final HeldLines held = new HeldLines();

  /** The store's positions once the write in progress has succeeded. */
  private final Map<Integer, Long> stored = new HashMap<>();

  /** The offset after everything that was polled, by partition. */
  private final Map<Integer, Long> readTo = new HashMap<>();

  private TopicIdentity topic;

  /**
   * @param decode turns a record's value into a line, without waiting for its schema; may throw
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   * @param mostLines in a batch, beside those that were held
   * @param mostBytes from which on what is polled and waits is too much
   */
  BatchReader(
      Function<byte[], PricedLine> decode, LongSupplier nanoTime, int mostLines, long mostBytes) {
    this.decode = decode;
    this.mostLines = mostLines;
    this.queue = new LineQueue(decode, mostBytes);
    this.decoding = new Interval(DECODE_AGAIN, nanoTime);
  }

  /** Reading begins at these positions, of the partitions that have one. */
  void place(TopicIdentity read, Map<Integer, Long> positions) {
    topic = read;
    stored.clear();
    stored.putAll(positions);
    forgetRead();
  }

  /** The partition belongs to another worker now. */
  void revoke(int partition) {
    stored.remove(partition);
    readTo.remove(partition);
    queue.forget(partition);
    held.forget(partition);
  }

  /** What waits or is held is read again from the stored positions, which are before it. */
  void forgetRead() {
    readTo.clear();
    queue.clear();
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

  /** The same, as Kafka has them. */
  Map<TopicPartition, OffsetAndMetadata> storedOffsets() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    stored.forEach(
        (partition, next) ->
            offsets.put(new TopicPartition(topic.name(), partition), new OffsetAndMetadata(next)));
    return offsets;
  }

  /** The records whose schema is looked up. */
  HeldLines held() {
    return held;
  }

  /** Records that are polled and in no batch yet. */
  int waiting() {
    return queue.records();
  }

  /** Whether no more should be polled before a batch is taken. */
  boolean isFull() {
    return queue.isFull();
  }

  void add(ConsumerRecords<byte[], byte[]> polled) {
    polled.nextOffsets().forEach((partition, at) -> readTo.put(partition.partition(), at.offset()));
    polled.forEach(queue::add);
  }

  /** Whether {@link #next} may find a line even if nothing waits. */
  boolean mustDecodeAgain() {
    return held.count() > 0 && decoding.isDue();
  }

  /** A batch of what has waited longest, and of what was held if it is decoded again. */
  Batch next() {
    LineQueue.Taken taken = queue.take(mostLines);
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    if (decoding.isDue()) {
      decoding.restart();
      all.addAll(held.take());
    } else if (held.count() > 0) {
      all.addAll(held.takeVersionsOf(taken.records()));
    }
    all.addAll(taken.records());
    return Batch.of(topic, all, taken.passed(), ends(), stored, held, decode);
  }

  /**
   * The positions before everything that waits, of the partitions that go on. If none does, of all:
   * a batch that was read compares positions, so that another owner is noticed.
   */
  private Map<Integer, Long> ends() {
    Map<Integer, Long> ends = new HashMap<>(readTo);
    ends.putAll(queue.first());
    Map<Integer, Long> moving = new HashMap<>(ends);
    moving.entrySet().removeAll(stored.entrySet());
    return moving.isEmpty() ? ends : moving;
  }

  /**
   * A batch of records that the store has kept, without a position: their partitions may belong to
   * another worker, and their versions decide.
   *
   * @param pending gets the records whose schema is looked up
   */
  Batch late(List<ConsumerRecord<byte[], byte[]>> records, HeldLines pending) {
    return Batch.of(topic, records, 0, Map.of(), stored, pending, decode);
  }

  /**
   * A batch without records that moves the stored positions on; it has no spans if there is nothing
   * to move. Partitions with records that wait stay.
   *
   * @param read the offset after everything that was read and written, by partition
   */
  Batch upTo(Map<Integer, Long> read) {
    Map<Integer, Long> waiting = queue.first();
    Map<Integer, Long> next = new HashMap<>();
    read.forEach(
        (partition, position) -> {
          if (position > stored.getOrDefault(partition, 0L)
              && !waiting.containsKey(partition)
              && held.first(partition).isEmpty()) {
            next.put(partition, position);
          }
        });
    return Batch.of(topic, List.of(), 0, next, stored, held, decode);
  }

  /** The batch is written next: the one after it begins where this one ends. */
  void passed(Batch batch) {
    batch
        .spans()
        .forEach(
            (partition, span) -> {
              stored.put(partition, span.next());
              readTo.merge(partition, span.next(), Math::max);
            });
  }
}
