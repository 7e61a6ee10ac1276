package io.betintel.ev.consume;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker for several consumer groups and for the ends of their topics, each time anew. */
final class GroupsLook {
  private static final long PATIENCE_MS = 5_000;

  private final Admin admin;
  private final Map<String, Set<String>> topics;

  /**
   * @param topics of each group
   */
  GroupsLook(Admin admin, Map<String, Set<String>> topics) {
    this.admin = admin;
    this.topics = Map.copyOf(topics);
  }

  /**
   * By group; a topic that does not exist has no partitions.
   *
   * @throws ExecutionException if the broker refuses, with the reason as its cause
   * @throws TimeoutException if it does not answer
   */
  Map<String, GroupState> states()
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, Long> ends = ends();
    Map<String, KafkaFuture<ConsumerGroupDescription>> asked =
        admin.describeConsumerGroups(topics.keySet()).describedGroups();
    Map<String, GroupState> states = new HashMap<>();
    for (Map.Entry<String, Set<String>> group : topics.entrySet()) {
      Map<TopicPartition, Long> own = new HashMap<>(ends);
      own.keySet().removeIf(partition -> !group.getValue().contains(partition.topic()));
      Map<TopicPartition, String> owners = new HashMap<>();
      ConsumerGroupDescription found = answer(asked.get(group.getKey()));
      if (found != null) {
        found
            .members()
            .forEach(
                member ->
                    member
                        .assignment()
                        .topicPartitions()
                        .forEach(partition -> owners.put(partition, member.consumerId())));
      }
      states.put(group.getKey(), new GroupState(group.getKey(), own, owners));
    }
    return states;
  }

  private Map<TopicPartition, Long> ends()
      throws ExecutionException, InterruptedException, TimeoutException {
    Set<String> all = new HashSet<>();
    topics.values().forEach(all::addAll);
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (KafkaFuture<TopicDescription> each :
        admin.describeTopics(all).topicNameValues().values()) {
      TopicDescription topic = answer(each);
      if (topic != null) {
        topic
            .partitions()
            .forEach(
                one ->
                    partitions.put(
                        new TopicPartition(topic.name(), one.partition()), OffsetSpec.latest()));
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(partitions, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /** Null for what does not exist. */
  private static <T> T answer(KafkaFuture<T> asked)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      return asked.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException
          || e.getCause() instanceof UnknownTopicOrPartitionException) {
        return null;
      }
      throw e;
    }
  }
}
