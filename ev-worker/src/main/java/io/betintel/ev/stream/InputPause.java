package io.betintel.ev.stream;

import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Pauses a consumer's input partitions while its hop partitions are behind. Sorting a record is
 * much cheaper than pricing it: without the pause, a stream whose records all take the hop moves
 * its whole backlog from the input, where it is visible, to the hop. Owned by one stream thread.
 *
 * <p>Kafka Streams pauses partitions too, to bound its buffers: a partition is read when neither
 * wants it paused.
 */
final class InputPause {
  /**
   * Committed records that may wait on the hop, in all partitions of one stream thread: what the
   * thread prices in a fraction of a second, and many times what one commit brings.
   */
  static final long MOST_BEHIND = 2_000;

  private final Partitions consumer;
  private final String hop;
  private final Set<TopicPartition> pausedByStreams = new HashSet<>();
  private boolean behind;

  /**
   * @param hop the topic; every other one is input
   */
  InputPause(Partitions consumer, String hop) {
    this.consumer = consumer;
    this.hop = hop;
  }

  /** What it needs of a consumer. */
  interface Partitions {
    Set<TopicPartition> assigned();

    /** Committed records that are not polled yet; empty if unknown. */
    OptionalLong lag(TopicPartition partition);

    void pausePolling(Collection<TopicPartition> partitions);

    void resumePolling(Collection<TopicPartition> partitions);
  }

  /** Kafka Streams pauses partitions. */
  void pause(Collection<TopicPartition> partitions) {
    pausedByStreams.addAll(partitions);
    consumer.pausePolling(partitions);
  }

  /** Kafka Streams resumes partitions. */
  void resume(Collection<TopicPartition> partitions) {
    pausedByStreams.removeAll(partitions);
    consumer.resumePolling(readable(partitions));
  }

  /** Looks at the lag; call this before each poll. */
  void beforePoll() {
    Set<TopicPartition> assigned = consumer.assigned();
    pausedByStreams.retainAll(assigned);
    boolean before = behind;
    behind = lag(assigned) > (before ? MOST_BEHIND / 2 : MOST_BEHIND);
    if (behind) {
      Set<TopicPartition> input = new HashSet<>(assigned);
      input.removeIf(this::isHop);
      consumer.pausePolling(input); // each time: partitions come and go
    } else if (before) {
      consumer.resumePolling(readable(assigned));
    }
  }

  private long lag(Set<TopicPartition> assigned) {
    long lag = 0;
    for (TopicPartition partition : assigned) {
      if (isHop(partition)) {
        lag += consumer.lag(partition).orElse(0);
      }
    }
    return lag;
  }

  private Set<TopicPartition> readable(Collection<TopicPartition> partitions) {
    Set<TopicPartition> readable = new HashSet<>(partitions);
    readable.removeAll(pausedByStreams);
    if (behind) {
      readable.removeIf(partition -> !isHop(partition));
    }
    return readable;
  }

  private boolean isHop(TopicPartition partition) {
    return partition.topic().equals(hop);
  }
}
