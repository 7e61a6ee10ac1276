package io.betintel.ev.consume;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer group's partitions as the broker has them.
 *
 * @param name of the group
 * @param ends of each partition of the group's topics, the end of what is committed
 * @param owners the id of the member that reads a partition; none while nobody does
 */
record GroupState(String name, Map<TopicPartition, Long> ends, Map<TopicPartition, String> owners) {
  GroupState {
    ends = Map.copyOf(ends);
    owners = Map.copyOf(owners);
  }
}
