package io.betintel.ev.sink;

import io.betintel.ev.priced.PricedLine;
import java.nio.ByteBuffer;
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
 * Some records of the lines topic, reduced to the newest version of each line.
 *
 * @param topic that the versions are of
 * @param lines sorted by line id, each once
 * @param spans the offsets that the records cover, by partition
 * @param records how many records were read
 * @param reduced how many of them are not written: tombstones, and records whose line has a newer
 *     record in the batch
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
   * Skips tombstones: a tombstone follows a line's expiry, and each store expires lines by itself.
   *
   * @param stored the position that the sink last stored, by partition
   * @throws SinkException if a record cannot be decoded; the message names the record
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
    // The key is the line id, so only the newest record of each line must be decoded.
    Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
    int read = 0;
    int reduced = 0;
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        read++;
        if (record.value() == null) {
          reduced++;
          continue;
        }
        ByteBuffer key = ByteBuffer.wrap(record.key());
        ConsumerRecord<byte[], byte[]> before = newest.get(key);
        reduced += before == null ? 0 : 1;
        if (before == null || LineVersion.of(topic, record) > LineVersion.of(topic, before)) {
          newest.put(key, record);
        }
      }
    }
    return new Batch(topic, decoded(topic, newest.values(), decode), spans, read, reduced);
  }

  private static List<VersionedLine> decoded(
      TopicIdentity topic,
      Collection<ConsumerRecord<byte[], byte[]>> records,
      Function<byte[], PricedLine> decode) {
    return records.stream()
        .map(
            record ->
                new VersionedLine(decoded(record, decode), LineVersion.of(topic, record), record))
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
