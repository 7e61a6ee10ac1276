package io.betintel.ev.stream;

import static org.apache.kafka.clients.consumer.ConsumerConfig.FETCH_MAX_BYTES_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG;

import io.betintel.ev.consume.Member;
import io.betintel.ev.stream.StreamClients.TransactionLostException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer of a stream thread: it ends the thread when its transaction is lost, pauses the
 * input while the hop is behind, and has the thread commit in time.
 */
final class MainConsumer extends KafkaConsumer<byte[], byte[]> implements InputPause.Partitions {
  private static final String REVIVAL = "Active tasks corrupted";

  private final InputPause input;
  private final Member member;
  private final CommitPace pace;
  private final LostInput lost;

  /**
   * What a broker answers at once; a larger record comes alone. What is fetched and not polled
   * hides what is behind it: the lag of the hop is known only then.
   */
  private static final int FETCH_BYTES = 512 * 1024;

  private static final int PARTITION_FETCH_BYTES = 128 * 1024;
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(3);

  MainConsumer(
      Map<String, Object> config, String hop, Member member, CommitPace pace, LongConsumer lost) {
    super(small(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.input = new InputPause(this, hop);
    this.member = member;
    this.pace = pace;
    this.lost = new LostInput(hop, this::beginning, lost, System::nanoTime);
  }

  private static Map<String, Object> small(Map<String, Object> config) {
    Map<String, Object> small = new HashMap<>(config);
    small.put(FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    small.put(MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
    return small;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> records = watched(timeout);
    pace.polled(unread());
    lost.polled(records);
    return records;
  }

  /** Streams asks where a task goes on. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed = super.committed(partitions);
    lost.begins(committed);
    return committed;
  }

  /** Or 0 if the broker does not say it: that is no reason to end the thread. */
  private long beginning(TopicPartition partition) {
    try {
      return beginningOffsets(Set.of(partition), ASK_TIMEOUT).get(partition);
    } catch (TimeoutException e) {
      return 0;
    }
  }

  private ConsumerRecords<byte[], byte[]> watched(Duration timeout) {
    member.polled(this);
    input.beforePoll();
    member.polls(this);
    try {
      return super.poll(timeout);
    } catch (WakeupException e) {
      return ConsumerRecords.empty(); // the next poll says why
    } finally {
      member.polls(null);
    }
  }

  private long unread() {
    long unread = 0;
    for (TopicPartition partition : assignment()) {
      unread += currentLag(partition).orElse(0);
    }
    return unread;
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    input.pause(partitions);
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    input.resume(partitions);
  }

  /** Once the thread has ended, also because it stood still. */
  @Override
  public void close(CloseOptions options) {
    member.close();
    super.close(options);
  }

  @Override
  public void close() {
    member.close();
    super.close();
  }

  @Override
  public void enforceRebalance(String reason) {
    if (REVIVAL.equals(reason)) {
      throw new TransactionLostException();
    }
    super.enforceRebalance(reason);
  }

  @Override
  public Set<TopicPartition> assigned() {
    return assignment();
  }

  @Override
  public OptionalLong lag(TopicPartition partition) {
    return currentLag(partition);
  }

  @Override
  public void pausePolling(Collection<TopicPartition> partitions) {
    super.pause(partitions);
  }

  @Override
  public void resumePolling(Collection<TopicPartition> partitions) {
    super.resume(partitions);
  }
}
