package io.betintel.ev.audit;

import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.RootCause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed of topics, and how far groups have read them. For one thread. */
final class TopicScan implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration TELL = Duration.ofSeconds(5);

  /** A partition that gives nothing for so long although it has more is away. */
  private static final Duration SILENT = Duration.ofSeconds(30);

  /** Longer than the workers' longest transaction. */
  private static final Duration OPEN = Duration.ofSeconds(60);

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<String> progress;
  private final Clock steady;
  private Instant told;

  /**
   * @param steady goes on with the time that passes
   */
  TopicScan(KafkaConfig kafka, Consumer<String> progress, Clock steady) {
    this.progress = progress;
    this.steady = steady;
    this.told = steady.instant();
    Properties client = kafka.clientProperties();
    client.put("client.id", "ev-audit");
    client.put("default.api.timeout.ms", "15000");
    client.put("request.timeout.ms", "10000");
    this.admin = Admin.create(client);
    client.put("isolation.level", "read_committed");
    client.put("enable.auto.commit", "false");
    client.put("auto.offset.reset", "earliest");
    client.put("key.deserializer", ByteArrayDeserializer.class.getName());
    client.put("value.deserializer", ByteArrayDeserializer.class.getName());
    this.consumer = new KafkaConsumer<>(client);
  }

  /** All that is committed now; empty if the topic is missing. */
  Optional<TopicSpan> span(String topic) {
    return asked(
        topic,
        () -> {
          var known = consumer.listTopics().get(topic);
          if (known == null) {
            return Optional.empty();
          }
          List<TopicPartition> partitions =
              known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
          return Optional.of(
              new TopicSpan(
                  topic,
                  byPartition(consumer.beginningOffsets(partitions)),
                  byPartition(consumer.endOffsets(partitions))));
        });
  }

  /**
   * All that is committed once every transaction that is open now has ended: of a transaction that
   * has ended, each topic shows it a little sooner or later than the others.
   */
  Optional<TopicSpan> settled(String topic) {
    Optional<TopicSpan> now = span(topic);
    if (now.isEmpty()) {
      return now;
    }
    Map<Integer, Long> ends = ends(now.get());
    Instant giveUp = steady.instant().plus(OPEN);
    while (!now.get().reaches(ends)) {
      if (steady.instant().isAfter(giveUp)) {
        throw new CouldNotLookException(
            "a transaction on " + topic + " has been open for " + OPEN.toSeconds() + " s");
      }
      pause();
      now = span(topic);
    }
    return now;
  }

  /** The ends of what is committed or not. */
  private Map<Integer, Long> ends(TopicSpan span) {
    return asked(
        span.topic(),
        () -> {
          Map<TopicPartition, OffsetSpec> question = new HashMap<>();
          partitions(span).forEach(partition -> question.put(partition, OffsetSpec.latest()));
          Map<Integer, Long> ends = new HashMap<>();
          admin
              .listOffsets(question, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
              .all()
              .get()
              .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
          return ends;
        });
  }

  static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CouldNotLookException("interrupted", e);
    }
  }

  /** The same; the topic must exist. */
  TopicSpan required(String topic) {
    return span(topic).orElseThrow(() -> new CouldNotLookException("Kafka has no topic " + topic));
  }

  /** Kafka's id of the topic, as the sinks' stores keep it. */
  String id(String topic) {
    return asked(
        topic,
        () -> {
          TopicDescription described =
              admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
          return described.topicId().toString();
        });
  }

  /** The next offset of a group, by partition; partitions that it has not committed are missing. */
  Map<Integer, Long> committed(String group, String topic) {
    return asked(
        group,
        () -> {
          Map<Integer, Long> committed = new HashMap<>();
          Map<TopicPartition, OffsetAndMetadata> offsets =
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
          offsets.forEach(
              (partition, offset) -> {
                if (partition.topic().equals(topic) && offset != null) {
                  committed.put(partition.partition(), offset.offset());
                }
              });
          return committed;
        });
  }

  /** The first offset at or after the instant, by partition; the span's end where there is none. */
  Map<Integer, Long> since(TopicSpan span, Instant instant) {
    return asked(
        span.topic(),
        () -> {
          Map<TopicPartition, Long> question = new HashMap<>();
          partitions(span).forEach(partition -> question.put(partition, instant.toEpochMilli()));
          Map<Integer, Long> offsets = new HashMap<>(span.to());
          for (Map.Entry<TopicPartition, OffsetAndTimestamp> answer :
              consumer.offsetsForTimes(question).entrySet()) {
            if (answer.getValue() != null) {
              offsets.put(answer.getKey().partition(), answer.getValue().offset());
            }
          }
          return offsets;
        });
  }

  /**
   * Where the partitions of the span begin whose earlier records are gone: the latest of the times
   * of their first records. Empty if the span begins with the topic's first records.
   */
  Optional<Instant> began(TopicSpan span) {
    long latest = Long.MIN_VALUE;
    for (Map.Entry<Integer, Long> begin : span.from().entrySet()) {
      long end = span.to().get(begin.getKey());
      if (begin.getValue() > 0 && begin.getValue() < end) {
        latest = Math.max(latest, firstTime(span.topic(), begin.getKey(), begin.getValue(), end));
      } else if (begin.getValue() > 0) {
        latest = Math.max(latest, Instant.now().toEpochMilli()); // nothing is left of it
      }
    }
    return latest == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(latest));
  }

  /** The same of what the topic still has by now: retention may have gone on meanwhile. */
  Optional<Instant> beganByNow(TopicSpan span) {
    return began(span.after(required(span.topic()).from()));
  }

  private long firstTime(String topic, int partition, long from, long end) {
    return asked(
        topic,
        () -> {
          TopicPartition one = new TopicPartition(topic, partition);
          consumer.assign(List.of(one));
          consumer.seek(one, from);
          while (consumer.position(one) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
              return record.timestamp();
            }
          }
          return Instant.now().toEpochMilli();
        });
  }

  /**
   * The same, and then what was written until it was read: compaction may have deleted a record of
   * the span only because of a later one, which is among these.
   */
  void readWithSuccessors(TopicSpan span, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    read(span, reader);
    TopicSpan now = required(span.topic());
    read(new TopicSpan(span.topic(), span.to(), now.to()), reader);
  }

  /** Hands over every committed record of the span, each partition in its order. */
  void read(TopicSpan span, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    asked(
        span.topic(),
        () -> {
          List<TopicPartition> partitions = partitions(span);
          consumer.assign(partitions);
          partitions.forEach(
              partition -> consumer.seek(partition, span.from().get(partition.partition())));
          long all = Math.max(1, span.offsets());
          Instant heard = steady.instant();
          while (left(span, partitions) > 0) {
            boolean any = false;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
              any = true;
              if (record.offset() < span.to().get(record.partition())) {
                reader.accept(record);
              }
            }
            Instant now = steady.instant();
            heard = any ? now : heard;
            if (heard.plus(SILENT).isBefore(now)) {
              throw new CouldNotLookException(
                  "Kafka gives no more of " + span.topic() + " for " + SILENT.toSeconds() + " s");
            }
            tell(span.topic(), all - left(span, partitions), all, now);
          }
          return null;
        });
  }

  private void tell(String topic, long done, long all, Instant now) {
    if (told.plus(TELL).isBefore(now)) {
      told = now;
      progress.accept(topic + ": " + 100 * done / all + " % of " + all + " offsets");
    }
  }

  private long left(TopicSpan span, List<TopicPartition> partitions) {
    long left = 0;
    for (TopicPartition partition : partitions) {
      left += Math.max(0, span.to().get(partition.partition()) - consumer.position(partition));
    }
    return left;
  }

  /** One record; empty if the topic no longer has it. */
  Optional<ConsumerRecord<byte[], byte[]>> at(String topic, int partition, long offset) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>(1);
    read(
        new TopicSpan(topic, Map.of(partition, offset), Map.of(partition, offset + 1)), found::add);
    return found.stream().findFirst();
  }

  @Override
  public void close() {
    consumer.close();
    admin.close(Duration.ofSeconds(5));
  }

  private static List<TopicPartition> partitions(TopicSpan span) {
    return span.from().keySet().stream()
        .map(partition -> new TopicPartition(span.topic(), partition))
        .toList();
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue));
  }

  private interface Question<T> {
    T ask() throws ExecutionException, InterruptedException;
  }

  private static <T> T asked(String what, Question<T> question) {
    try {
      return question.ask();
    } catch (InterruptException | InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CouldNotLookException("interrupted", e);
    } catch (KafkaException | ExecutionException e) {
      throw new CouldNotLookException("Kafka does not give " + what + ": " + RootCause.of(e), e);
    }
  }
}
