package io.betintel.ev.status;

import io.betintel.ev.ops.KafkaConfig;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka for offsets, and how safe records are. */
final class KafkaReader implements AutoCloseable {
  private static final int PATIENCE_MS = 3_000;

  private final Properties client;
  private Admin admin;
  private GuardReader guards;
  private final List<String> topics;
  private final Map<String, String> groups;
  private final Clock clock;

  /**
   * @param topics the input first
   * @param groups the topic that each consumer group reads; what it reads besides, such as a hop,
   *     it brings along
   */
  KafkaReader(KafkaConfig kafka, List<String> topics, Map<String, String> groups, Clock clock) {
    this.client = kafka.clientProperties();
    client.put("client.id", "ev-status");
    client.put("request.timeout.ms", PATIENCE_MS);
    client.put("default.api.timeout.ms", PATIENCE_MS);
    this.topics = List.copyOf(topics);
    this.groups = groups;
    this.clock = clock;
  }

  KafkaState read() throws ExecutionException, InterruptedException {
    if (admin == null) { // a client is refused while no broker's name has an address
      admin = Admin.create(client);
      guards = new GuardReader(admin, clock);
    }
    try {
      Map<String, Integer> partitions = partitions(topics);
      Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
      Map<TopicPartition, Long> end = offsets(partitions, OffsetSpec.latest());
      Instant now = clock.instant();
      List<KafkaState.Topic> found = new ArrayList<>();
      for (String topic : topics) {
        long last = sum(end, topic);
        found.add(
            new KafkaState.Topic(
                topic, partitions.getOrDefault(topic, 0), last - sum(first, topic), last));
      }
      List<KafkaState.Consumer> consumers = new ArrayList<>();
      for (Map.Entry<String, String> group : groups.entrySet()) {
        consumers.add(consumer(group.getKey(), group.getValue(), first, end));
      }
      String input = topics.get(0);
      List<TopicPartition> odds =
          end.keySet().stream().filter(each -> each.topic().equals(input)).toList();
      return new KafkaState(now, found, consumers, guards.read(input, odds));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof TimeoutException
          ? new ExecutionException(new TimeoutException("does not answer"))
          : e;
    }
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close();
    }
  }

  /** Of the topics that exist. */
  private Map<String, Integer> partitions(Collection<String> names)
      throws ExecutionException, InterruptedException {
    Map<String, Integer> partitions = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        partitions.put(topic.getKey(), topic.getValue().get().partitions().size());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return partitions;
  }

  private Map<TopicPartition, Long> offsets(Map<String, Integer> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(
        (topic, count) -> {
          for (int partition = 0; partition < count; partition++) {
            wanted.put(new TopicPartition(topic, partition), which);
          }
        });
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin.listOffsets(wanted).all().get().forEach((key, at) -> offsets.put(key, at.offset()));
    return offsets;
  }

  /** A group has read a partition that never held a record, though it has no position there. */
  private KafkaState.Consumer consumer(
      String group, String topic, Map<TopicPartition, Long> first, Map<TopicPartition, Long> end)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> read =
        new HashMap<>(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
    read.values().removeIf(Objects::isNull);
    Set<String> others = new TreeSet<>();
    read.keySet().forEach(partition -> others.add(partition.topic()));
    topics.forEach(others::remove);
    Map<TopicPartition, Long> ends = new HashMap<>(end);
    if (!others.isEmpty()) {
      ends.putAll(offsets(partitions(others), OffsetSpec.latest()));
    }
    boolean empty =
        end.keySet().stream().anyMatch(each -> each.topic().equals(topic))
            && end.entrySet().stream()
                .filter(each -> each.getKey().topic().equals(topic))
                .allMatch(each -> each.getValue().equals(first.get(each.getKey())));
    Long lag = lag(read, ends, topic::equals, empty ? 0L : null);
    Long onTheHop = lag(read, ends, others::contains, null);
    return new KafkaState.Consumer(
        group, topic, onTheHop == null || lag == null ? lag : (Long) (lag + onTheHop), onTheHop);
  }

  private static Long lag(
      Map<TopicPartition, OffsetAndMetadata> read,
      Map<TopicPartition, Long> ends,
      Predicate<String> topics,
      Long withoutPositions) {
    Long lag = withoutPositions;
    for (Map.Entry<TopicPartition, OffsetAndMetadata> position : read.entrySet()) {
      Long last = ends.get(position.getKey());
      if (last != null && topics.test(position.getKey().topic())) {
        lag = (lag == null ? 0 : lag) + Math.max(0, last - position.getValue().offset());
      }
    }
    return lag;
  }

  private static long sum(Map<TopicPartition, Long> offsets, String topic) {
    return offsets.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
