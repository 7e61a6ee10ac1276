package io.betintel.bench.sinks;

import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All of {@code ev.lines} as batches in the order in which it is polled. Used once. */
final class TopicBatches {
  private static final String TOPIC = new Topics("").lines();
  private static final Duration POLL = Duration.ofMillis(500);

  private final TopicIdentity topic;
  private final PricedLineCodec codec;
  private final Map<Integer, Long> positions = new HashMap<>();

  /**
   * A batch.
   *
   * @param records how many records of the topic it covers
   */
  record Sized(Batch batch, int records) {}

  private TopicBatches(TopicIdentity topic, PricedLineCodec codec) {
    this.topic = topic;
    this.codec = codec;
  }

  /**
   * @param size the most records in a batch
   */
  static List<Sized> read(String kafka, String registry, int size) throws Exception {
    TopicDescription description;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      description = admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC);
    }
    WriterSchemas schemas =
        new WriterSchemas(
            RegistryClients.create(new RegistryConfig(registry, "", "")),
            Clock.systemUTC(),
            Duration.ZERO,
            Duration.ofSeconds(30));
    TopicIdentity topic =
        new TopicIdentity(TOPIC, description.topicId().toString(), description.partitions().size());
    return new TopicBatches(topic, new PricedLineCodec(schemas)).read(kafka, size);
  }

  private List<Sized> read(String kafka, int size) {
    Map<String, Object> client = new HashMap<>();
    client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, size);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    List<Sized> batches = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client, bytes, bytes)) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int partition = 0; partition < topic.partitions(); partition++) {
        partitions.add(new TopicPartition(TOPIC, partition));
      }
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        if (!polled.isEmpty()) {
          batches.add(batch(polled));
        }
      }
    }
    return batches;
  }

  private Sized batch(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
    SortedMap<Integer, Span> spans = new TreeMap<>();
    int count = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      count++;
      spans.put(
          record.partition(),
          new Span(positions.getOrDefault(record.partition(), Span.NEVER), record.offset() + 1));
      if (record.value() != null) {
        newest.put(ByteBuffer.wrap(record.key()), record); // all of a line are in one partition
      }
    }
    spans.forEach((partition, span) -> positions.put(partition, span.next()));
    List<VersionedLine> lines =
        newest.values().stream()
            .map(each -> new VersionedLine(codec.decode(each.value()), each.offset(), each))
            .sorted(Comparator.comparing(each -> each.line().id()))
            .toList();
    return new Sized(
        new Batch(topic, lines, List.of(), spans, count, count - lines.size(), List.of()), count);
  }
}
