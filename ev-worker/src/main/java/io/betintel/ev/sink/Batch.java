package io.betintel.ev.sink;

import io.betintel.ev.priced.PricedLine;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The newest version of every line that some records hold.
 *
 * @param topic whose offsets the versions are
 * @param lines sorted by line id, each once
 * @param spans how far the records go, by partition
 * @param records how many there were
 * @param reduced how many of them need no writing: tombstones, and those with a newer record of
 *     their line in the batch
 */
public record Batch(
    TopicIdentity topic,
    List<VersionedLine> lines,
    SortedMap<Integer, Span> spans,
    int records,
    int reduced) {

  public Batch {
    lines = List.copyOf(lines);
    spans = Collections.unmodifiableSortedMap(new TreeMap<>(spans));
  }

  /**
   * Tombstones are passed over: they follow a line's expiry, and every store expires it by itself.
   *
   * @param stored the position that the sink has stored, by partition
   * @throws SinkException if a record cannot be decoded, naming it
   */
  static Batch of(
      TopicIdentity topic,
      ConsumerRecords<byte[], byte[]> records,
      Map<Integer, Long> stored,
      Function<byte[], PricedLine> decode) {
    TreeMap<Integer, Span> spans = new TreeMap<>();
    records
        .nextOffsets()
        .forEach(
            (partition, next) ->
                spans.put(
                    partition.partition(),
                    new Span(
                        stored.getOrDefault(partition.partition(), Span.NEVER), next.offset())));
    // The key is the line id: all but the newest record of a line need no decoding.
    Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
    int read = 0;
    int reduced = 0;
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        read++;
        boolean passedOver =
            record.value() == null || newest.put(ByteBuffer.wrap(record.key()), record) != null;
        reduced += passedOver ? 1 : 0;
      }
    }
    return new Batch(topic, decoded(newest.values(), decode), spans, read, reduced);
  }

  private static List<VersionedLine> decoded(
      Collection<ConsumerRecord<byte[], byte[]>> records, Function<byte[], PricedLine> decode) {
    return records.stream()
        .map(
            record ->
                new VersionedLine(
                    decoded(record, decode),
                    record.partition(),
                    record.offset(),
                    Instant.ofEpochMilli(record.timestamp())))
        .sorted(Comparator.comparing(versioned -> versioned.line().id()))
        .toList();
  }

  private static PricedLine decoded(
      ConsumerRecord<byte[], byte[]> record, Function<byte[], PricedLine> decode) {
    try {
      return decode.apply(record.value());
    } catch (RuntimeException e) {
      throw new SinkException(
          SinkException.Kind.HELD,
          "the record at "
              + record.topic()
              + "-"
              + record.partition()
              + " offset "
              + record.offset()
              + " cannot be decoded: "
              + e,
          e);
    }
  }
}
