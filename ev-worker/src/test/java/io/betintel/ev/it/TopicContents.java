package io.betintel.ev.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed of a topic. */
final class TopicContents {
  private final Properties client;

  TopicContents(Installation installation) {
    this.client = installation.kafkaClient();
    client.put("max.partition.fetch.bytes", "4194304");
  }

  /** Every committed record from the beginning up to now, by partition and offset. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = consumer("read_committed")) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** Where the topic ends, transactions that are still open included. */
  Map<TopicPartition, Long> ends(String topic) {
    try (Consumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
      return consumer.endOffsets(partitions(consumer, topic));
    }
  }

  /** Where what is committed ends: before {@link #ends} while a transaction is open. */
  Map<TopicPartition, Long> committedEnds(String topic) {
    try (Consumer<byte[], byte[]> consumer = consumer("read_committed")) {
      return consumer.endOffsets(partitions(consumer, topic));
    }
  }

  private Consumer<byte[], byte[]> consumer(String isolation) {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put("isolation.level", isolation);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }
}
