package io.betintel.ev.stream;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The timestamps of records that were polled and not processed yet. What was written after a record
 * cannot be older: if most of it is, the record's clock was ahead. Safe for several threads.
 */
final class ReadAhead {
  /** How many of the next records are asked. */
  static final int MOST = 100;

  /** One may be from a slow clock. */
  static final int LEAST = 2;

  /** Streams pauses a partition long before so many wait. */
  private static final int MOST_WAITING = 20_000;

  private final Map<Integer, Waiting> partitions = new ConcurrentHashMap<>();

  /** Records of one partition were polled. */
  void polled(int partition, List<? extends ConsumerRecord<?, ?>> records) {
    Waiting waiting = partitions.computeIfAbsent(partition, absent -> new Waiting());
    records.forEach(record -> waiting.add(record.offset(), record.timestamp()));
  }

  /**
   * Whether most of what was written after a record is older by more than a span.
   *
   * @param timestamp of the record, milliseconds since the epoch
   * @param span milliseconds
   */
  boolean isAheadOfTheNext(int partition, long offset, long timestamp, long span) {
    Waiting waiting = partitions.get(partition);
    return waiting != null && waiting.isAhead(offset, timestamp - span);
  }

  private static final class Waiting {
    private final long[] offsets = new long[MOST_WAITING];
    private final long[] timestamps = new long[MOST_WAITING];
    private long first;
    private long end;

    synchronized void add(long offset, long timestamp) {
      if (end > first && offset <= offsets[at(end - 1)]) { // a task went back
        first = end;
      }
      if (end - first == MOST_WAITING) {
        first++;
      }
      offsets[at(end)] = offset;
      timestamps[at(end)] = timestamp;
      end++;
    }

    synchronized boolean isAhead(long offset, long latest) {
      while (first < end && offsets[at(first)] <= offset) {
        first++;
      }
      long asked = Math.min(MOST, end - first);
      int older = 0;
      for (long next = first; next < first + asked; next++) {
        if (timestamps[at(next)] < latest) {
          older++;
        }
      }
      return asked >= LEAST && 2L * older > asked;
    }

    private static int at(long number) {
      return (int) (number % MOST_WAITING);
    }
  }
}
