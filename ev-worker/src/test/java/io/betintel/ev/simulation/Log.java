package io.betintel.ev.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** One partition of a topic: records, markers of transactions, gaps. */
final class Log {
  private final TopicPartition partition;
  private final List<Entry> entries = new ArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> deleted = new ArrayList<>();
  private long begin;

  Log(TopicPartition partition) {
    this.partition = partition;
  }

  /** A record, or a marker or gap, which has none. */
  private static final class Entry {
    private ConsumerRecord<byte[], byte[]> record;
    private final Transaction transaction;

    Entry(ConsumerRecord<byte[], byte[]> record, Transaction transaction) {
      this.record = record;
      this.transaction = transaction;
    }
  }

  /** What is read from a position: committed records, and where reading goes on. */
  record Read(List<ConsumerRecord<byte[], byte[]>> records, long next) {}

  long append(byte[] key, byte[] value, Headers headers, long timestamp, Transaction transaction) {
    long offset = entries.size();
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            offset,
            timestamp,
            TimestampType.CREATE_TIME,
            key == null ? 0 : key.length,
            value == null ? 0 : value.length,
            key,
            value,
            new RecordHeaders(headers.toArray()),
            Optional.empty());
    entries.add(new Entry(record, transaction));
    if (transaction != Transaction.NONE) {
      transaction.touches(this);
    }
    return offset;
  }

  void appendMarker() {
    entries.add(new Entry(null, Transaction.NONE));
  }

  long begin() {
    return begin;
  }

  long end() {
    return entries.size();
  }

  /** Up to here every transaction has ended. */
  long stable() {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).transaction.state() == Transaction.State.OPEN) {
        return i;
      }
    }
    return entries.size();
  }

  Read read(long from, int most) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long stable = stable();
    long next = from;
    while (next < stable && records.size() < most) {
      Entry entry = entries.get((int) next++);
      if (isShown(entry)) {
        records.add(copy(entry.record));
      }
    }
    return new Read(records, next);
  }

  /** Every committed record that is still there. */
  List<ConsumerRecord<byte[], byte[]>> committed() {
    return read(begin, Integer.MAX_VALUE).records();
  }

  /** Keeps the newest record of each key, of those before the last one. */
  void compact() {
    Map<ByteBuffer, Entry> newest = new HashMap<>();
    long until = Math.min(stable(), entries.size() - 1L);
    for (int i = 0; i < until; i++) {
      Entry entry = entries.get(i);
      if (isShown(entry)) {
        Entry before = newest.put(ByteBuffer.wrap(entry.record.key()), entry);
        if (before != null) {
          before.record = null;
        }
      }
    }
  }

  /** Retention deletes what is before the offset. */
  void deleteBefore(long offset) {
    long until = Math.max(begin, Math.min(offset, stable()));
    deleted.addAll(
        read(begin, Integer.MAX_VALUE).records().stream()
            .filter(record -> record.offset() < until)
            .toList());
    begin = until;
    for (int i = 0; i < begin; i++) {
      entries.get(i).record = null;
    }
  }

  /** The committed records that retention has deleted. */
  List<ConsumerRecord<byte[], byte[]>> deleted() {
    return deleted;
  }

  private static boolean isShown(Entry entry) {
    return entry.record != null && entry.transaction.state() == Transaction.State.COMMITTED;
  }

  /** Readers change the headers of what they have. */
  private static ConsumerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> of) {
    return new ConsumerRecord<>(
        of.topic(),
        of.partition(),
        of.offset(),
        of.timestamp(),
        of.timestampType(),
        of.serializedKeySize(),
        of.serializedValueSize(),
        of.key(),
        of.value(),
        new RecordHeaders(of.headers().toArray()),
        Optional.empty());
  }
}
