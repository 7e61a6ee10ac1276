package io.betintel.ev.sink;

import io.betintel.ev.priced.PricedLine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of lines that are read and not handed on yet, in the order in which their lines came.
 * A newer version joins the older ones of its line, in their place: while a store is slow, a line
 * that moves often waits once, and each line has its turn. Older versions that no store needs any
 * more give way when there is no room. Owned by one thread.
 *
 * <p>Rejected: to let a line that changes wait anew. One that changes faster than its turn comes
 * would never be written.
 */
final class LineQueue {
  /** Of a record beside its bytes: its objects, and its place here. */
  private static final int RECORD_BYTES = 250;

  private final Function<byte[], PricedLine> decode;
  private final long mostBytes;
  private final Map<ByteBuffer, Versions> lines = new LinkedHashMap<>();

  /** How many there are, by partition: nothing is to be done for them. */
  private final Map<Integer, Integer> tombstones = new HashMap<>();

  private long bytes;
  private int records;

  /**
   * @param decode turns a record's value into a line, without waiting for its schema; may throw
   * @param mostBytes from which on it is full, if no version can give way
   */
  LineQueue(Function<byte[], PricedLine> decode, long mostBytes) {
    this.decode = decode;
    this.mostBytes = mostBytes;
  }

  /**
   * What is taken out.
   *
   * @param records of whole lines, some in several versions
   * @param passed how many more were read and need no look: tombstones, and older versions of these
   *     lines
   */
  record Taken(List<ConsumerRecord<byte[], byte[]>> records, int passed) {}

  void add(ConsumerRecord<byte[], byte[]> record) {
    records++;
    if (record.value() == null) {
      tombstones.merge(record.partition(), 1, Integer::sum);
      return;
    }
    lines.computeIfAbsent(ByteBuffer.wrap(record.key()), line -> new Versions()).add(record);
    bytes += size(record);
  }

  /** Whether no more should be read before some are taken out. Makes room if it can. */
  boolean isFull() {
    if (bytes <= mostBytes) {
      return false;
    }
    lines.values().forEach(this::reduce);
    return bytes > mostBytes / 8 * 7; // with less room, a record or two would fill it again
  }

  /** How many records are read and not taken out. */
  int records() {
    return records;
  }

  /**
   * Takes out the lines that have waited longest, and the tombstones.
   *
   * @param most lines
   */
  Taken take(int most) {
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    int passed = tombstones.values().stream().mapToInt(Integer::intValue).sum();
    tombstones.clear();
    Iterator<Versions> first = lines.values().iterator();
    for (int line = 0; line < most && first.hasNext(); line++) {
      Versions versions = first.next();
      first.remove();
      taken.addAll(versions.records);
      passed += versions.passed;
    }
    taken.forEach(record -> bytes -= size(record));
    records -= taken.size() + passed;
    return new Taken(taken, passed);
  }

  /** The least offset of the records here that must still be written, by partition. */
  Map<Integer, Long> first() {
    Map<Integer, Long> first = new HashMap<>();
    for (Versions versions : lines.values()) {
      for (ConsumerRecord<byte[], byte[]> record : versions.records) {
        first.merge(record.partition(), record.offset(), Math::min);
      }
    }
    return first;
  }

  /** The partition belongs to another worker now. */
  void forget(int partition) {
    Integer none = tombstones.remove(partition);
    records -= none == null ? 0 : none;
    Iterator<Versions> each = lines.values().iterator();
    while (each.hasNext()) {
      Versions versions = each.next();
      versions.records.removeIf(record -> gone(record, partition));
      if (versions.records.isEmpty()) {
        records -= versions.passed;
        each.remove();
      }
    }
  }

  private boolean gone(ConsumerRecord<byte[], byte[]> record, int partition) {
    if (record.partition() != partition) {
      return false;
    }
    records--;
    bytes -= size(record);
    return true;
  }

  void clear() {
    lines.clear();
    tombstones.clear();
    bytes = 0;
    records = 0;
  }

  /** Lets the versions give way that are older than one which has every outcome. */
  private void reduce(Versions versions) {
    versions.older(decode).forEach(record -> bytes -= size(record));
  }

  private static long size(ConsumerRecord<byte[], byte[]> record) {
    return RECORD_BYTES + record.key().length + (long) record.value().length;
  }

  /** Of one line, as they came. */
  private static final class Versions {
    final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(1);
    int passed;

    /**
     * Of the first so many it is known that they do not have every outcome, or are the only one.
     */
    private int known;

    void add(ConsumerRecord<byte[], byte[]> record) {
      records.add(record);
    }

    /** Removes the versions that no store needs any more, and returns them. */
    List<ConsumerRecord<byte[], byte[]>> older(Function<byte[], PricedLine> decode) {
      for (int at = records.size() - 1; at >= known && at > 0 && isInOrder(); at--) {
        if (hasEveryOutcome(records.get(at), decode)) {
          List<ConsumerRecord<byte[], byte[]>> before = records.subList(0, at);
          List<ConsumerRecord<byte[], byte[]>> older = List.copyOf(before);
          before.clear();
          passed += older.size();
          known = records.size();
          return older;
        }
      }
      known = records.size();
      return List.of();
    }

    /** Records of several partitions are in no order: a count of partitions was raised. */
    private boolean isInOrder() {
      int partition = records.get(0).partition();
      return records.stream().allMatch(record -> record.partition() == partition);
    }

    private static boolean hasEveryOutcome(
        ConsumerRecord<byte[], byte[]> record, Function<byte[], PricedLine> decode) {
      try {
        return VersionedLine.hasEveryOutcome(decode.apply(record.value()));
      } catch (RuntimeException e) { // whoever takes it finds the same
        return false;
      }
    }
  }
}
