package io.betintel.ev.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** How often each record of the input and the hop ended or moved on, in what was committed. */
final class RecordLedger {
  private final Map<Place, Integer> dealtWith = new HashMap<>();
  private final Set<String> counted = new HashSet<>();

  private record Place(TopicPartition partition, long offset) {}

  /**
   * A record that a task has dealt with.
   *
   * @param origin its place in the input
   * @param ended how often its end was counted
   * @param moved how often it went to another topic for another task
   * @param counts whether a book has taken it, or has newer ones
   */
  record Entry(
      TopicPartition partition,
      long offset,
      String origin,
      long ended,
      long moved,
      boolean counts) {
    void requireOnce() {
      if (ended + moved != 1) {
        throw new Finding(
            "ledger",
            partition + " offset " + offset + " ended " + ended + " times and moved " + moved);
      }
    }
  }

  void commit(Entry entry) {
    dealtWith.merge(new Place(entry.partition(), entry.offset()), 1, Integer::sum);
    if (entry.counts()) {
      counted.add(entry.origin());
    }
  }

  /** Whether a book has taken the record of that place in the input, or has newer ones. */
  boolean hasCounted(String origin) {
    return counted.contains(origin);
  }

  /** Every record of the topic was dealt with exactly once. */
  void check(Broker broker, String topic) {
    for (ConsumerRecord<byte[], byte[]> record : broker.committed(topic)) {
      TopicPartition partition = new TopicPartition(topic, record.partition());
      int times = dealtWith.getOrDefault(new Place(partition, record.offset()), 0);
      if (times != 1) {
        throw new Finding(
            "ledger", partition + " offset " + record.offset() + " was taken " + times + " times");
      }
    }
  }
}
