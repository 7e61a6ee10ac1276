package io.betintel.ev.status;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.KafkaConfig;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the input topic's events of the last minute by bet type, or of as much of it as can be
 * read quickly. Joins no group and commits nothing.
 */
final class RecentEvents {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The most that is read of a partition: a busier one is counted over less than the minute. */
  private static final long MOST_RECORDS = 10_000;

  private final Properties client;
  private final String topic;
  private final Clock clock;

  RecentEvents(KafkaConfig kafka, String topic, Clock clock) {
    this.client = kafka.clientProperties();
    this.topic = topic;
    this.clock = clock;
    client.put("client.id", "ev-bet-types");
    client.put("enable.auto.commit", "false");
    client.put("auto.offset.reset", "earliest");
    client.put("default.api.timeout.ms", "3000");
    client.put("request.timeout.ms", "3000");
  }

  /**
   * The recent events of one bet type.
   *
   * @param perMinute by the records' own timestamps
   */
  record Recent(double perMinute, Instant first, Instant last) {
    Recent and(double more, Instant at) {
      return new Recent(
          perMinute + more, at.isBefore(first) ? at : first, at.isAfter(last) ? at : last);
    }
  }

  Map<BetType, Recent> read() throws ExecutionException {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<PartitionInfo> known = consumer.partitionsFor(topic);
      if (known == null || known.isEmpty()) {
        throw new ExecutionException(
            new IllegalStateException("topic " + topic + " is missing: run ev-worker topics"));
      }
      return read(
          consumer,
          known.stream().map(info -> new TopicPartition(topic, info.partition())).toList());
    } catch (TimeoutException e) {
      throw new ExecutionException(new TimeoutException("does not answer"));
    }
  }

  private Map<BetType, Recent> read(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    consumer.assign(partitions);
    Instant now = clock.instant();
    Map<TopicPartition, Long> since = new HashMap<>();
    partitions.forEach(partition -> since.put(partition, now.minus(WINDOW).toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> begin = consumer.offsetsForTimes(since);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = begin.get(partition);
      consumer.seek(
          partition,
          first == null
              ? end.get(partition)
              : Math.max(first.offset(), end.get(partition) - MOST_RECORDS));
    }
    Map<TopicPartition, Map<BetType, Recent>> counts = new HashMap<>();
    Map<TopicPartition, Instant> oldest = new HashMap<>();
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < giveUp
        && partitions.stream().anyMatch(p -> consumer.position(p) < end.get(p))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Instant at = Instant.ofEpochMilli(record.timestamp());
        oldest.merge(partition, at, (left, right) -> left.isBefore(right) ? left : right);
        betType(record.key())
            .ifPresent(
                betType ->
                    counts
                        .computeIfAbsent(partition, p -> new HashMap<>())
                        .merge(betType, new Recent(1, at, at), (known, one) -> known.and(1, at)));
      }
    }
    Map<BetType, Recent> sum = new HashMap<>();
    counts.forEach(
        (partition, recent) -> {
          double cut =
              end.get(partition) - startOf(begin, partition) > MOST_RECORDS
                  ? scale(oldest.get(partition), now)
                  : 1;
          recent.forEach(
              (betType, one) ->
                  sum.merge(
                      betType,
                      new Recent(one.perMinute() * cut, one.first(), one.last()),
                      (left, right) ->
                          left.and(right.perMinute(), right.first()).and(0, right.last())));
        });
    return sum;
  }

  private static long startOf(
      Map<TopicPartition, OffsetAndTimestamp> begin, TopicPartition partition) {
    return begin.get(partition) == null ? Long.MAX_VALUE : begin.get(partition).offset();
  }

  /** The factor from a count since {@code oldest} to a whole minute's. */
  private static double scale(Instant oldest, Instant now) {
    long millis = Math.max(1, Duration.between(oldest, now).toMillis());
    return Math.max(1, WINDOW.toMillis() / (double) millis);
  }

  /** Empty if the key is not a bet type: the record is broken. */
  private static Optional<BetType> betType(byte[] key) {
    return Optional.ofNullable(key)
        .flatMap(bytes -> BetType.find(new String(bytes, StandardCharsets.UTF_8)));
  }
}
