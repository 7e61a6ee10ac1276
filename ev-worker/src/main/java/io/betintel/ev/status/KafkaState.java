package io.betintel.ev.status;

import java.time.Instant;
import java.util.List;

/**
 * The topics, how far they are read, and how safe records are in them.
 *
 * @param readAt when the offsets were read
 */
public record KafkaState(
    Instant readAt, List<Topic> topics, List<Consumer> consumers, List<Guard> guards) {

  public KafkaState {
    topics = List.copyOf(topics);
    consumers = List.copyOf(consumers);
    guards = List.copyOf(guards);
  }

  /**
   * One topic of the installation.
   *
   * @param partitions 0 if the topic is missing
   * @param records end offsets less beginnings; counts records that compaction removed and markers
   *     of transactions too
   * @param end the sum of the end offsets
   */
  public record Topic(String name, int partitions, long records, long end) {}

  /**
   * A consumer group on a topic.
   *
   * @param lag records that are not read yet, those on the group's hop included; null if the group
   *     has read none so far
   * @param onTheHop those of them that it has read once and sent to the topic between its two
   *     steps; null for a group without one
   */
  public record Consumer(String group, String topic, Long lag, Long onTheHop) {}
}
