package io.betintel.ev.simulation;

import io.betintel.ev.codec.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;

/** Topics, transactions, committed positions and changelogs. */
final class Broker {
  static final Topics TOPICS = new Topics("");
  static final String HOP = "simulated-by-event-repartition";

  /** Of these the broker's clock dates the records. */
  private static final Set<String> LOG_APPEND_TIME =
      Set.of(TOPICS.parked(), TOPICS.deadLetters(), TOPICS.lines(), TOPICS.quarantine());

  private final ModelClock clock;
  private final int partitions;
  private final Map<TopicPartition, Log> logs = new LinkedHashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Map<Integer, Map<Bytes, byte[]>> changelogs = new HashMap<>();
  private final List<Transaction> open = new ArrayList<>();
  private final Map<Transaction, String> owners = new LinkedHashMap<>();
  private final List<Transaction> left = new ArrayList<>();
  private boolean compacted;

  Broker(ModelClock clock, int partitions) {
    this.clock = clock;
    this.partitions = partitions;
  }

  /** Of every topic. */
  int partitions() {
    return partitions;
  }

  Log log(String topic, int partition) {
    return logs.computeIfAbsent(new TopicPartition(topic, partition), Log::new);
  }

  /** A producer's record; without a partition the key decides, without a time the clock. */
  void append(ProducerRecord<byte[], byte[]> record, Transaction transaction) {
    var unused =
        append(
            record.topic(),
            record.partition() == null ? -1 : record.partition(),
            record.key(),
            record.value(),
            record.headers(),
            record.timestamp() == null ? clock.millis() : record.timestamp(),
            transaction);
  }

  /**
   * @param partition negative if the key decides
   * @return the offset
   */
  long append(
      String topic,
      int partition,
      byte[] key,
      byte[] value,
      Headers headers,
      long timestamp,
      Transaction transaction) {
    int to =
        partition >= 0
            ? partition
            : key == null ? 0 : Utils.toPositive(Utils.murmur2(key)) % partitions;
    long at = LOG_APPEND_TIME.contains(topic) ? clock.millis() : timestamp;
    return log(topic, to).append(key, value, headers, at, transaction);
  }

  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.addAll(log(topic, partition).committed());
    }
    return all;
  }

  /** The committed records of the topic that retention has deleted. */
  List<ConsumerRecord<byte[], byte[]>> deleted(String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.addAll(log(topic, partition).deleted());
    }
    return all;
  }

  Transaction begin(String worker) {
    Transaction transaction = new Transaction();
    open.add(transaction);
    owners.put(transaction, worker);
    return transaction;
  }

  /** The worker is dead: nobody ends its transactions but the broker, after a while. */
  void leave(String worker) {
    open.stream().filter(each -> worker.equals(owners.get(each))).forEach(left::add);
  }

  /** A producer was closed, and left its transaction open. */
  void leave(Transaction transaction) {
    left.add(transaction);
  }

  /** Aborts what was left. */
  void expire() {
    left.forEach(Transaction::abort);
    left.clear();
  }

  /** Whether nobody has a transaction that may yet commit a position of the partition. */
  boolean isSettled(TopicPartition partition) {
    open.removeIf(each -> each.state() != Transaction.State.OPEN);
    owners.keySet().retainAll(open);
    return open.stream().noneMatch(each -> each.holds(partition));
  }

  long position(TopicPartition partition) {
    return committed.getOrDefault(partition, 0L);
  }

  void commit(Map<TopicPartition, Long> positions) {
    committed.putAll(positions);
  }

  Map<Bytes, byte[]> changelog(int partition) {
    return changelogs.getOrDefault(partition, Map.of());
  }

  void changelog(int partition, Map<Bytes, byte[]> stored) {
    changelogs.put(partition, stored);
  }

  /** Removes the older versions of lines. */
  void compact(int partition) {
    log(TOPICS.lines(), partition).compact();
    compacted = true;
  }

  /** Whether older versions of lines may be missing. */
  boolean isCompacted() {
    return compacted;
  }

  /** The end of each partition. */
  Map<Integer, Long> ends(String topic) {
    Map<Integer, Long> ends = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(partition, log(topic, partition).end());
    }
    return ends;
  }

  /** How much was ever appended. */
  long size() {
    return logs.values().stream().mapToLong(Log::end).sum();
  }
}
