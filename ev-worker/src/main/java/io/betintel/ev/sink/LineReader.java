package io.betintel.ev.sink;

import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.priced.PricedLine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes the newest record of each line. Where it cannot, it decodes the one before too: what is
 * stored does not depend on how the topic is cut into batches. Used once, by one thread.
 */
final class LineReader {
  private final TopicIdentity topic;
  private final Function<byte[], PricedLine> decode;
  private final Map<ByteBuffer, List<ConsumerRecord<byte[], byte[]>>> byLine = new HashMap<>();
  private final List<VersionedLine> lines = new ArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> pending = new ArrayList<>();
  private final List<RefusedRecord> undecodable = new ArrayList<>();
  private String pendingWhy = "";
  private int records;

  LineReader(TopicIdentity topic, Function<byte[], PricedLine> decode) {
    this.topic = topic;
    this.decode = decode;
  }

  /**
   * A tombstone is passed over: it follows a line's expiry, and each store expires lines itself.
   */
  void add(ConsumerRecord<byte[], byte[]> record) {
    records++;
    if (record.value() != null) {

      byLine.computeIfAbsent(ByteBuffer.wrap(record.key()), line -> new ArrayList<>(1)).add(record);
    }
  }

  void decode() {
    for (List<ConsumerRecord<byte[], byte[]>> versions : byLine.values()) {
      if (versions.size() > 1) {
        versions.sort(
            Comparator.comparingLong(
                    (ConsumerRecord<byte[], byte[]> record) -> LineVersion.of(topic, record))
                .reversed());
      }
      for (ConsumerRecord<byte[], byte[]> record : versions) {
        if (decoded(record)) {
          break;
        }
      }
    }
    lines.sort(Comparator.comparing(versioned -> versioned.line().id()));
  }

  private boolean decoded(ConsumerRecord<byte[], byte[]> record) {
    try {
      PricedLine line = decode.apply(record.value());
      lines.add(new VersionedLine(line, LineVersion.of(topic, record), record));
      return true;
    } catch (SchemaPendingException e) {
      pending.add(record);
      pendingWhy = record.topic() + ": " + e.getMessage();
    } catch (RuntimeException e) {
      undecodable.add(
          new RefusedRecord(
              record,
              RefusedRecord.Reason.LINE_UNDECODABLE,
              "the record at " + place(record) + " cannot be decoded: " + e));
    }
    return false;
  }

  /** Sorted by line id, each once. */
  List<VersionedLine> lines() {
    return lines;
  }

  /** The records whose schema is looked up. */
  List<ConsumerRecord<byte[], byte[]>> pending() {
    return pending;
  }

  /** Why the last of the pending records waits. */
  String pendingWhy() {
    return pendingWhy;
  }

  /** The records that are no lines. */
  List<RefusedRecord> undecodable() {
    return undecodable;
  }

  /** How many records are dealt with: all but the pending ones. */
  int records() {
    return records - pending.size();
  }

  /** How many of them are not written: tombstones, and records whose line has a newer one. */
  int reduced() {
    return records() - lines.size() - undecodable.size();
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + " offset " + record.offset();
  }
}
