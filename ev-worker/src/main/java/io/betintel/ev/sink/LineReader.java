package io.betintel.ev.sink;

import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.priced.PricedLine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes the newest record of each line. It decodes the one before too where it cannot, or where
 * the newest may lack outcomes that an older one has: what is stored does not depend on how the
 * topic is cut into batches. Used once, by one thread.
 */
final class LineReader {
  private final TopicIdentity topic;
  private final Function<byte[], PricedLine> decode;
  private final Map<ByteBuffer, List<ConsumerRecord<byte[], byte[]>>> byLine = new HashMap<>();
  private final List<VersionedLine> lines = new ArrayList<>();
  private final List<VersionedLine> earlier = new ArrayList<>();
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

  /** So many more records are read, and need no look. */
  void pass(int more) {
    records += more;
  }

  void decode() {
    for (List<ConsumerRecord<byte[], byte[]>> versions : byLine.values()) {
      if (versions.size() > 1) {
        versions.sort(
            Comparator.comparingLong(
                    (ConsumerRecord<byte[], byte[]> record) -> LineVersion.of(topic, record))
                .reversed());
      }
      decode(versions);
    }
    lines.sort(Comparator.comparing(versioned -> versioned.line().id()));
    earlier.sort(
        Comparator.comparing((VersionedLine versioned) -> versioned.line().id())
            .thenComparing(VersionedLine::version));
  }

  /**
   * @param versions of one line, the newest first
   */
  private void decode(List<ConsumerRecord<byte[], byte[]>> versions) {
    Set<String> outcomes = new HashSet<>();
    boolean found = false;
    for (ConsumerRecord<byte[], byte[]> record : versions) {
      VersionedLine version = decoded(record, found);
      if (version == null) {
        continue;
      }
      boolean adds = outcomes.addAll(version.outcomes());
      if (!found) {
        lines.add(version);
        found = true;
      } else if (adds) {
        earlier.add(version);
      }
      if (VersionedLine.hasEveryOutcome(version.line())) {
        return;
      }
    }
  }

  /**
   * @param older whether the line has a newer version here: this one need not be waited for
   * @return null if it cannot be decoded
   */
  private VersionedLine decoded(ConsumerRecord<byte[], byte[]> record, boolean older) {
    try {
      PricedLine line = decode.apply(record.value());
      return new VersionedLine(line, LineVersion.of(topic, record), record);
    } catch (SchemaPendingException e) {
      if (!older) {
        pending.add(record);
        pendingWhy = record.topic() + ": " + e.getMessage();
      }
    } catch (RuntimeException e) {
      undecodable.add(
          new RefusedRecord(
              record,
              RefusedRecord.Reason.LINE_UNDECODABLE,
              "the record at " + place(record) + " cannot be decoded: " + e));
    }
    return null;
  }

  /** Sorted by line id, each once. */
  List<VersionedLine> lines() {
    return lines;
  }

  /** By line id and version; none of {@link #lines}. */
  List<VersionedLine> earlier() {
    return earlier;
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

  /** How many of them are not in {@link #lines}: tombstones, and records with a newer one. */
  int reduced() {
    return records() - lines.size() - undecodable.size();
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + " offset " + record.offset();
  }
}
