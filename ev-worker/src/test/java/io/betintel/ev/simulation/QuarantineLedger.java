package io.betintel.ev.simulation;

import io.betintel.ev.codec.EvHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/** Every record in quarantine waits, or has ended or moved on exactly once. */
final class QuarantineLedger {
  private static final String CHECKER = "quarantine";

  private QuarantineLedger() {}

  /**
   * A transaction sends on what it has read, each record once.
   *
   * @param next what the group has read after it, by partition
   */
  static void requireSame(
      Broker broker, Map<TopicPartition, Long> next, List<ProducerRecord<byte[], byte[]>> sent) {
    SortedMap<String, Integer> read = new TreeMap<>();
    next.forEach(
        (partition, to) ->
            broker.log(partition.topic(), partition.partition()).committed().stream()
                .filter(record -> record.offset() >= broker.position(partition))
                .filter(record -> record.offset() < to)
                .forEach(record -> read.merge(name(record.headers()), 1, Integer::sum)));
    SortedMap<String, Integer> moved = new TreeMap<>();
    Set<String> ends = Set.of(Broker.HOP, Broker.TOPICS.deadLetters());
    sent.stream()
        .filter(record -> ends.contains(record.topic()))
        .forEach(record -> moved.merge(name(record.headers()), 1, Integer::sum));
    if (!read.equals(moved)) {
      throw new Finding(CHECKER, "positions pass " + read + ", and " + moved + " are sent on");
    }
  }

  /** None waits whose schema is known. */
  static void requireNoneKnown(Broker broker, ModelRegistry registry) {
    for (ConsumerRecord<byte[], byte[]> record : broker.committed(Broker.TOPICS.quarantine())) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (record.offset() >= broker.position(partition)
          && registry.knows(Rules.schemaOf(record.value()))) {
        throw new Finding(
            CHECKER, partition + " offset " + record.offset() + " waits, and its schema is known");
      }
    }
  }

  private static String name(Headers headers) {
    return EvHeaders.origin(headers);
  }
}
