package io.betintel.ev.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.ops.RetryPause;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A placed consumer over Kafka's own mock, in a group whose rebalances a test decides. Each poll
 * rebalances if it must and then fetches from the positions, as a broker does: the mock alone
 * forgets its records, and after a seek back they would not come again.
 */
public final class GroupMember {
  public static final Duration VERIFY_EVERY = Duration.ofSeconds(1);
  public static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private static final int PARTITIONS = 4;

  private final String topic;
  private final Mock kafka = new Mock();
  private final AtomicLong nanos = new AtomicLong();
  private final Map<TopicPartition, NavigableMap<Long, ConsumerRecord<byte[], byte[]>>> log =
      new HashMap<>();
  private final PlacedConsumer placed;
  private Optional<List<TopicPartition>> assignment = Optional.empty();
  private boolean othersReadTheRest = true;
  private boolean slow;

  public GroupMember(String topic) {
    this.topic = topic;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      kafka.updateBeginningOffsets(Map.of(new TopicPartition(topic, partition), 0L));
      kafka.updateEndOffsets(Map.of(new TopicPartition(topic, partition), 0L));
    }
    placed =
        new PlacedConsumer(
            kafka,
            new RetryPause(FIRST_PAUSE, Duration.ofSeconds(5)),
            VERIFY_EVERY,
            nanos::get,
            () -> othersReadTheRest);
  }

  public MockConsumer<byte[], byte[]> kafka() {
    return kafka;
  }

  public PlacedConsumer placed() {
    return placed;
  }

  public TopicPartition partition(int number) {
    return new TopicPartition(topic, number);
  }

  /** The member's time in nanoseconds. */
  public long nanoTime() {
    return nanos.get();
  }

  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Within the next poll the group gives the member exactly these partitions. */
  public void assignDuringTheNextPoll(int... partitions) {
    assignment = Optional.of(IntStream.of(partitions).mapToObj(this::partition).toList());
  }

  /** Whether partitions that the member lacks have another reader; they have at first. */
  public void othersReadTheRest(boolean now) {
    othersReadTheRest = now;
  }

  /** Within the next poll nothing comes from the broker. */
  public void fetchNothingDuringTheNextPoll() {
    slow = true;
  }

  public void append(int partition, String key, String value) {
    NavigableMap<Long, ConsumerRecord<byte[], byte[]>> records = records(partition);
    append(partition, records.isEmpty() ? 0 : records.lastKey() + 1, key, value);
  }

  public void append(int partition, long offset, String key, String value) {
    records(partition)
        .put(
            offset,
            new ConsumerRecord<>(
                topic,
                partition,
                offset,
                0L,
                TimestampType.LOG_APPEND_TIME,
                -1,
                -1,
                key.getBytes(UTF_8),
                value.getBytes(UTF_8),
                new RecordHeaders(),
                Optional.empty()));
    kafka.updateEndOffsets(Map.of(partition(partition), offset + 1));
  }

  /** The topic begins there now: its retention has deleted what was before. */
  public void deleteBefore(int partition, long offset) {
    records(partition).headMap(offset).clear();
    kafka.updateBeginningOffsets(Map.of(partition(partition), offset));
  }

  private NavigableMap<Long, ConsumerRecord<byte[], byte[]>> records(int partition) {
    return log.computeIfAbsent(partition(partition), each -> new TreeMap<>());
  }

  private final class Mock extends MockConsumer<byte[], byte[]> {
    Mock() {
      super("none");
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      schedulePollTask(
          () -> {
            assignment.ifPresent(this::rebalance);
            assignment = Optional.empty();
            if (!slow) {
              fetch();
            }
            slow = false;
          });
      return super.poll(timeout);
    }

    private void fetch() {
      for (TopicPartition partition : assignment()) {
        if (!paused().contains(partition)) {
          records(partition.partition())
              .tailMap(position(partition))
              .values()
              .forEach(this::addRecord);
        }
      }
    }
  }
}
