package io.betintel.ev.sink;

import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.priced.PricedLine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * @param undecodable the records that are no lines; none of {@link #lines}
 */
public record Batch(
    TopicIdentity topic,
    List<VersionedLine> lines,
    SortedMap<Integer, Span> spans,
    int records,
    int reduced,
    List<RefusedRecord> undecodable) {

  public Batch {
    lines = List.copyOf(lines);
    undecodable = List.copyOf(undecodable);
    spans = Collections.unmodifiableSortedMap(new TreeMap<>(spans));
  }

  /**
   * Skips tombstones: a tombstone follows a line's expiry, and each store expires lines by itself.
   *
   * @param stored the position that the sink last stored, by partition
   * @throws SinkException of kind HELD if the registry does not give a record's schema now
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
    List<VersionedLine> lines = new ArrayList<>();
    List<RefusedRecord> undecodable = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : newest.values()) {
      try {
        PricedLine line = decode.apply(record.value());
        lines.add(new VersionedLine(line, LineVersion.of(topic, record), record));
      } catch (SchemaPendingException e) {
        throw new SinkException(
            SinkException.Kind.HELD,
            "the schema of the record at " + place(record) + " is looked up: " + e.getMessage(),
            e);
      } catch (RuntimeException e) {
        undecodable.add(
            new RefusedRecord(
                record,
                RefusedRecord.Reason.LINE_UNDECODABLE,
                "the record at " + place(record) + " cannot be decoded: " + e));
      }
    }
    lines.sort(Comparator.comparing(versioned -> versioned.line().id()));
    return new Batch(topic, lines, spans, read, reduced, undecodable);
  }

  /** The same positions, without some of the lines. */
  Batch without(Set<VersionedLine> refused) {
    List<VersionedLine> rest = new ArrayList<>(lines);
    rest.removeAll(refused);
    return new Batch(topic, rest, spans, records, reduced, undecodable);
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + " offset " + record.offset();
  }
}
