package io.betintel.ev.sink;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * The version of a line's record: the greater of two is the newer one.
 *
 * <p>It is the record's offset if the record is in the partition that its key has today. After the
 * partition count was raised, a line's older records may be in another partition, with higher
 * offsets. Their versions are negative, so any record in the right partition is newer; among
 * themselves they are ordered by the time at which the topic got them, then by offset. Rejected:
 * skipping them, because a line without a later quote has no other record.
 */
final class LineVersion {
  /** Stores and JSON keep whole numbers of 53 bits. */
  private static final long LEAST = -(1L << 53);

  /** 2020-01-01; 40 bits of milliseconds from there reach until 2054. */
  private static final long EPOCH_MS = 1_577_836_800_000L;

  private static final long MOST_MS = (1L << 40) - 1;

  /** Records of one producer batch have one time; 12 bits of the offset tell them apart. */
  private static final int OFFSETS = 1 << 12;

  private LineVersion() {}

  static long of(TopicIdentity topic, ConsumerRecord<byte[], byte[]> record) {
    int home = Utils.toPositive(Utils.murmur2(record.key())) % topic.partitions();
    if (record.partition() == home) {
      return record.offset();
    }
    long millis = Math.min(Math.max(record.timestamp() - EPOCH_MS, 0), MOST_MS);
    return LEAST + millis * OFFSETS + record.offset() % OFFSETS;
  }
}
