package io.betintel.ev.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Kafka's own mock of a consumer, which reads committed records of the modelled broker. */
class ModelConsumer extends MockConsumer<byte[], byte[]> {
  private final Broker broker;
  private final Group group;
  private final String topic;
  private final String member;
  private final int mostRecords;

  ModelConsumer(Broker broker, Group group, String topic, String member, int mostRecords) {
    super("none");
    this.broker = broker;
    this.group = group;
    this.topic = topic;
    this.member = member;
    this.mostRecords = mostRecords;
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    List<TopicPartition> assigned = new ArrayList<>();
    for (int partition : group.poll(member)) {
      assigned.add(new TopicPartition(topic, partition));
    }
    if (!assignment().equals(Set.copyOf(assigned))) {
      Set<TopicPartition> before = Set.copyOf(assignment());
      rebalance(assigned);
      assigned.stream().filter(each -> !before.contains(each)).forEach(this::isAssigned);
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    int left = mostRecords;
    for (TopicPartition partition : assigned) {
      if (left == 0 || paused().contains(partition)) {
        continue;
      }
      Log.Read read = log(partition).read(inRange(partition), left);
      seek(partition, read.next());
      if (!read.records().isEmpty()) {
        records.put(partition, read.records());
        left -= read.records().size();
      }
      if (!read.records().isEmpty()) {
        next.put(partition, new OffsetAndMetadata(read.next()));
      }
    }
    return new ConsumerRecords<>(records, next);
  }

  /** A partition is this member's from now on. */
  void isAssigned(TopicPartition partition) {}

  private long inRange(TopicPartition partition) {
    long position = position(partition);
    Log log = log(partition);
    if (position < log.begin() || position > log.end()) {
      throw new OffsetOutOfRangeException(Map.of(partition, position));
    }
    return position;
  }

  @Override
  public synchronized void seekToBeginning(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> seek(partition, log(partition).begin()));
  }

  @Override
  public synchronized Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = new HashMap<>();
    partitions.forEach(partition -> begins.put(partition, log(partition).begin()));
    return begins;
  }

  /** Of a partition that is given up, Kafka's own consumer forgets that it was paused. */
  @Override
  public synchronized Set<TopicPartition> paused() {
    Set<TopicPartition> paused = new HashSet<>(super.paused());
    paused.retainAll(assignment());
    return paused;
  }

  @Override
  public synchronized OptionalLong currentLag(TopicPartition partition) {
    return OptionalLong.of(Math.max(0, log(partition).stable() - position(partition)));
  }

  @Override
  public synchronized void commitAsync() {}

  private Log log(TopicPartition partition) {
    return broker.log(topic, partition.partition());
  }
}
