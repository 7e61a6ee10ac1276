package io.betintel.ev.sink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records whose schema is looked up: the lines behind them are stored meanwhile, and the stored
 * position stays before the first of them. Owned by one thread.
 */
final class HeldLines {
  /** Some hundred lines of the largest size, or ten thousand usual ones. */
  private static final int MOST_BYTES = 32 << 20;

  private static final int MOST_RECORDS = 10_000;

  private final Map<Integer, NavigableMap<Long, ConsumerRecord<byte[], byte[]>>> records =
      new TreeMap<>();
  private String why = "";
  private int count;
  private long bytes;

  /** Takes out all records, to decode them once more. */
  List<ConsumerRecord<byte[], byte[]>> take() {
    List<ConsumerRecord<byte[], byte[]>> all =
        records.values().stream().flatMap(each -> each.values().stream()).toList();
    clear();
    return all;
  }

  /**
   * Takes out the earlier versions of lines that are written now: stored after a newer version, one
   * would open a line again that is withdrawn.
   */
  List<ConsumerRecord<byte[], byte[]>> takeVersionsOf(
      Collection<ConsumerRecord<byte[], byte[]>> read) {
    Set<ByteBuffer> lines = new HashSet<>();
    read.forEach(record -> lines.add(ByteBuffer.wrap(record.key())));
    List<ConsumerRecord<byte[], byte[]>> versions = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> others = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : take()) {
      (lines.contains(ByteBuffer.wrap(record.key())) ? versions : others).add(record);
    }
    keep(others, why);
    return versions;
  }

  /**
   * @param reason of the last of them
   */
  void keep(Collection<ConsumerRecord<byte[], byte[]>> pending, String reason) {
    for (ConsumerRecord<byte[], byte[]> record : pending) {
      records
          .computeIfAbsent(record.partition(), partition -> new TreeMap<>())
          .put(record.offset(), record);
      count++;
      bytes += size(record);
    }
    why = pending.isEmpty() ? why : reason;
  }

  /** The offset of a partition's first record here. */
  OptionalLong first(int partition) {
    NavigableMap<Long, ConsumerRecord<byte[], byte[]>> held = records.get(partition);
    return held == null ? OptionalLong.empty() : OptionalLong.of(held.firstKey());
  }

  /** The partition belongs to another worker now. */
  void forget(int partition) {
    NavigableMap<Long, ConsumerRecord<byte[], byte[]>> gone = records.remove(partition);
    if (gone != null) {
      count -= gone.size();
      bytes -= gone.values().stream().mapToLong(HeldLines::size).sum();
    }
  }

  void clear() {
    records.clear();
    count = 0;
    bytes = 0;
  }

  int count() {
    return count;
  }

  /** Why the last of them is held. */
  String why() {
    return why;
  }

  /** Whether no more can be read before some of these are decided. */
  boolean isFull() {
    return count >= MOST_RECORDS || bytes >= MOST_BYTES;
  }

  private static long size(ConsumerRecord<byte[], byte[]> record) {
    return Math.max(0, record.serializedKeySize()) + (long) record.value().length;
  }
}
