package io.betintel.ev.parking;

import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.RootCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of a topic for a person, without a consumer group. */
public final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String servers;
  private final String topic;
  private final Consumer<byte[], byte[]> consumer;

  public TopicReader(KafkaConfig kafka, String topic) {
    Properties client = kafka.clientProperties();
    client.put("client.id", "ev-topic-reader");
    client.put("isolation.level", "read_committed");
    client.put("enable.auto.commit", "false");
    client.put("auto.offset.reset", "earliest");
    client.put("default.api.timeout.ms", "10000");
    client.put("request.timeout.ms", "5000");
    client.put("key.deserializer", ByteArrayDeserializer.class.getName());
    client.put("value.deserializer", ByteArrayDeserializer.class.getName());
    this.servers = kafka.bootstrapServers();
    this.topic = topic;
    this.consumer = new KafkaConsumer<>(client);
  }

  /**
   * Reads from the given offsets to the present end of the topic; partitions without an offset are
   * read from the beginning.
   *
   * @param wanted takes each record; returns false to stop
   * @throws IllegalStateException if Kafka is away or the topic is missing
   */
  public void read(Map<Integer, Long> from, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    try {
      List<TopicPartition> partitions = partitions();
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      for (TopicPartition partition : partitions) {
        long beginning = beginnings.get(partition);
        consumer.seek(
            partition, Math.max(beginning, from.getOrDefault(partition.partition(), beginning)));
      }
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (!wanted.test(record)) {
            return;
          }
        }
      }
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "Kafka at " + servers + " does not give " + topic + ": " + RootCause.of(e), e);
    }
  }

  /**
   * How many partitions the topic has.
   *
   * @throws IllegalStateException if Kafka is away or the topic is missing
   */
  public int count() {
    try {
      return partitions().size();
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "Kafka at " + servers + " does not describe " + topic + ": " + RootCause.of(e), e);
    }
  }

  /** One record; empty if the topic does not have it, or no longer has it. */
  public Optional<ConsumerRecord<byte[], byte[]>> at(RecordId id) {
    try {
      TopicPartition partition = new TopicPartition(topic, id.partition());
      if (!partitions().contains(partition)
          || id.offset() < consumer.beginningOffsets(List.of(partition)).get(partition)
          || id.offset() >= consumer.endOffsets(List.of(partition)).get(partition)) {
        return Optional.empty();
      }
      consumer.assign(List.of(partition));
      consumer.seek(partition, id.offset());
      while (consumer.position(partition) <= id.offset()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          return Optional.of(record).filter(found -> found.offset() == id.offset());
        }
      }
      return Optional.empty();
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "Kafka at " + servers + " does not give " + topic + ": " + RootCause.of(e), e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private List<TopicPartition> partitions() {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }
}
