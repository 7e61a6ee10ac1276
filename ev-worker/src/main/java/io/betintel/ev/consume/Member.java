package io.betintel.ev.consume;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What one consumer of a part reads, as its own thread says; any thread may ask. It closes with the
 * consumer.
 */
public final class Member implements AutoCloseable {
  /** The position of a partition that the consumer cannot read yet. */
  static final long NOWHERE = -1;

  private static final long EVERY = Duration.ofSeconds(1).toNanos();

  private final Progress progress;
  private final LongSupplier nanoTime;
  private int renewal;
  private long nextAt;
  private long polledAt;
  private volatile Reading reading;
  private volatile Consumer<?, ?> polling;

  /**
   * @param renewal the last one that was asked for before the consumer was made
   */
  Member(Progress progress, int renewal, LongSupplier nanoTime) {
    this.progress = progress;
    this.renewal = renewal;
    this.nanoTime = nanoTime;
    this.polledAt = nanoTime.getAsLong();
    this.nextAt = polledAt;
    this.reading = new Reading("", Map.of(), Set.of(), polledAt);
  }

  /**
   * What it reads.
   *
   * @param id as the group knows it; empty while it is no member
   * @param positions the next offset of each partition that it polls, or {@link #NOWHERE}
   * @param paused the partitions that it does not poll on purpose
   * @param at when it polled last, in nanoseconds
   */
  record Reading(
      String id, Map<TopicPartition, Long> positions, Set<TopicPartition> paused, long at) {}

  /**
   * Call this after each poll, on the polling thread. It asks the consumer once a second.
   *
   * @throws StalledException if the part stands still although this thread polls
   */
  public void polled(Consumer<?, ?> consumer) {
    long now = nanoTime.getAsLong();
    boolean steady = now - polledAt < Progress.PATIENCE.toNanos() / 3;
    polledAt = now;
    int asked = progress.renewals();
    if (asked != renewal) {
      renewal = asked;
      if (steady
          || progress.isSetBack(
              asked)) { // else it has just come back from a long turn, and goes on by itself
        throw new StalledException(progress.renewalCause());
      }
    }
    if (now - nextAt >= 0) {
      nextAt = now + EVERY;
      reading = read(consumer, now);
    }
  }

  /** The thread is about to poll: the consumer may be woken up. */
  public void polls(Consumer<?, ?> consumer) {
    polling = consumer;
  }

  /**
   * A poll that waits for records ends with a WakeupException; called by any thread. One that is
   * over may leave it to the consumer's next call.
   */
  void wake() {
    Consumer<?, ?> asleep = polling;
    if (asleep != null) {
      asleep.wakeup();
    }
  }

  /** Whether its consumer is to be made again: then it was woken up for that. */
  boolean mustBeMadeAgain() {
    return progress.renewals() != renewal;
  }

  /** As it was at most a second before {@link #polled} was called last. */
  Reading reading() {
    return reading;
  }

  @Override
  public void close() {
    progress.left(this);
  }

  private static Reading read(Consumer<?, ?> consumer, long now) {
    Set<TopicPartition> paused = new HashSet<>(consumer.paused());
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      if (!paused.contains(partition)) {
        positions.put(partition, position(consumer, partition));
      }
    }
    return new Reading(consumer.groupMetadata().memberId(), positions, paused, now);
  }

  /** Asks nobody: without a known lag there has been no answer from the broker yet. */
  private static long position(Consumer<?, ?> consumer, TopicPartition partition) {
    if (consumer.currentLag(partition).isEmpty()) {
      return NOWHERE;
    }
    try {
      return consumer.position(partition, Duration.ZERO);
    } catch (TimeoutException e) {
      return NOWHERE;
    }
  }
}
