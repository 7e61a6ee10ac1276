package io.betintel.ev.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what is committed of an installation's topics. What it has read of a topic it keeps, and
 * goes on from there: tests ask again and again while they wait for something.
 */
public final class TopicContents implements AutoCloseable {
  private final Installation installation;
  private final Map<String, Reader> readers = new HashMap<>();

  TopicContents(Installation installation) {
    this.installation = installation;
  }

  /** Every committed record up to now, by partition and offset. */
  public synchronized List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return readers.computeIfAbsent(topic, Reader::new).read();
  }

  @Override
  public synchronized void close() {
    readers.values().forEach(reader -> reader.consumer.close());
  }

  /** Where the topic ends, transactions that are still open included. */
  public Map<TopicPartition, Long> ends(String topic) {
    return ends(topic, IsolationLevel.READ_UNCOMMITTED);
  }

  /** Where what is committed ends: before {@link #ends} while a transaction is open. */
  Map<TopicPartition, Long> committedEnds(String topic) {
    return ends(topic, IsolationLevel.READ_COMMITTED);
  }

  /** Tests ask many times a second while they wait, so one client serves all of them. */
  private Map<TopicPartition, Long> ends(String topic, IsolationLevel isolation) {
    try {
      Admin admin = installation.sharedAdmin();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      TopicDescription description =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      description
          .partitions()
          .forEach(
              partition ->
                  latest.put(
                      new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(latest, new ListOffsetsOptions(isolation))
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new IllegalStateException(topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private final class Reader {
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    Reader(String topic) {
      Properties client = installation.kafkaClient();
      client.put("isolation.level", "read_committed");
      client.put("max.partition.fetch.bytes", "4194304");
      client.put("auto.offset.reset", "earliest");
      consumer =
          new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    List<ConsumerRecord<byte[], byte[]>> read() {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return List.copyOf(records);
    }
  }
}
