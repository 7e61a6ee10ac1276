package io.betintel.ev.consume;

import io.betintel.ev.ops.Interval;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.RetryPause;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A member of a consumer group that reads where a store says. Partitions that are new, and all of
 * them after a failure, are paused until the store has been asked; polling goes on meanwhile, so
 * the member stays in its group. Owned by one thread.
 */
public final class PlacedConsumer {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final RetryPause pause;
  private final LongSupplier nanoTime;
  private final BooleanSupplier everyPartitionIsRead;
  private final Interval verification;
  private boolean joined;
  private boolean placed;
  private int failures;
  private long tryAt;

  /**
   * @param pause between two attempts while the store is away
   * @param verifyEvery how often the store is asked whether its positions are still the same
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   * @param everyPartitionIsRead whether the group's other members have all partitions that this one
   *     lacks
   */
  public PlacedConsumer(
      Consumer<byte[], byte[]> consumer,
      RetryPause pause,
      Duration verifyEvery,
      LongSupplier nanoTime,
      BooleanSupplier everyPartitionIsRead) {
    this.everyPartitionIsRead = everyPartitionIsRead;
    this.consumer = consumer;
    this.pause = pause;
    this.nanoTime = nanoTime;
    this.verification = new Interval(verifyEvery, nanoTime);
    this.tryAt = nanoTime.getAsLong();
  }

  /**
   * The properties of the Kafka consumer.
   *
   * @param group is also the client's id
   * @param mostRecords in one poll
   */
  public static Properties properties(KafkaConfig kafka, String group, int mostRecords) {
    Properties client = kafka.clientProperties();
    client.put("group.id", group);
    client.put("client.id", group);
    client.put("isolation.level", "read_committed");
    client.put("enable.auto.commit", "false");
    // Every position comes from the store; there is nothing to fall back to.
    client.put("auto.offset.reset", "none");
    client.put("max.poll.records", Integer.toString(mostRecords));
    // Partitions that were added have a reader after so long, and not after five minutes.
    client.putIfAbsent("metadata.max.age.ms", "30000");
    client.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    client.put("key.deserializer", ByteArrayDeserializer.class.getName());
    client.put("value.deserializer", ByteArrayDeserializer.class.getName());
    return client;
  }

  /** Called by the polling thread, within a poll. */
  @FunctionalInterface
  public interface Revoked {
    /** These partitions belong to another member now. */
    void revoked(Collection<TopicPartition> partitions);
  }

  /** Joins the group. */
  public void subscribe(String topic, Revoked revoked) {
    consumer.subscribe(
        List.of(topic),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            joined = true;
            placed = false;
            consumer.pause(partitions);
            // Any position will do until the store has been asked; without one the poll would fail.
            consumer.seekToBeginning(partitions);
          }

          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            placed = false;
            revoked.revoked(partitions);
          }
        });
  }

  /** The Kafka consumer itself, for questions about the topic. */
  public Consumer<byte[], byte[]> kafka() {
    return consumer;
  }

  /** Whether the group has more members than partitions, and none is left for this one. */
  public boolean isIdle() {
    return isWithoutPartitions() && everyPartitionIsRead.getAsBoolean();
  }

  /** Whether this member has lost its partitions, or got none. */
  public boolean isWithoutPartitions() {
    return joined && consumer.assignment().isEmpty();
  }

  /** Whether the store must be asked now: {@link #place} is to follow. */
  public boolean mustPlace() {
    return !placed && nanoTime.getAsLong() - tryAt >= 0 && !consumer.assignment().isEmpty();
  }

  /**
   * Reads on where the store says.
   *
   * @param positions the next offset of each partition; one that is missing starts at the beginning
   *     of the topic
   */
  public void place(Map<TopicPartition, Long> positions) {
    Set<TopicPartition> assigned = consumer.assignment();
    for (TopicPartition partition : assigned) {
      Long next = positions.get(partition);
      if (next == null) {
        consumer.seekToBeginning(Set.of(partition));
      } else {
        consumer.seek(partition, next);
      }
    }
    consumer.resume(assigned);
    placed = true;
    verification.restart();
  }

  /** Whether every partition is read from where the store says. */
  public boolean isPlaced() {
    return placed;
  }

  /** Whether it is time to compare the store's positions with those read: {@link #verified}. */
  public boolean mustVerify() {
    return placed && verification.isDue();
  }

  /** The store's positions are the expected ones. */
  public void verified() {
    verification.restart();
  }

  /**
   * What has come, at most one batch. A poll can take partitions away and give others, which have
   * been read from nowhere yet: nothing is handed over then.
   *
   * @throws org.apache.kafka.clients.consumer.OffsetOutOfRangeException if the topic no longer has
   *     a position
   */
  public ConsumerRecords<byte[], byte[]> poll() {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    return placed ? records : ConsumerRecords.empty();
  }

  /** Reads nothing until {@link #goOn}; the member stays in its group. */
  public void hold() {
    consumer.pause(consumer.assignment());
  }

  /** Reads on after {@link #hold}. */
  public void goOn() {
    if (placed) {
      consumer.resume(consumer.paused());
    }
  }

  /** The work goes well: the next failure is the first of its row. */
  public void succeeded() {
    failures = 0;
  }

  /** Pauses reading, longer with each failure in a row; then the store must be asked again. */
  public void giveWay() {
    placed = false;
    consumer.pause(consumer.assignment());
    failures++;
    tryAt = nanoTime.getAsLong() + pause.after(failures).toNanos();
  }
}
