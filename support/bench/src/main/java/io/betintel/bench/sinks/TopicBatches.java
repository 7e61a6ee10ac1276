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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** {@code ev.lines} as batches, each of what one poll gives. For one thread. */
final class TopicBatches implements AutoCloseable {
  private static final String TOPIC = new Topics("").lines();
  private static final Duration POLL = Duration.ofMillis(500);

  /** Of the worker's sinks. */
  private static final int FETCH_BYTES = 256 * 1024;

  private static final int FETCH_WAIT_MILLIS = 20;

  private final TopicIdentity topic;
  private final PricedLineCodec codec;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Integer, Long> positions = new HashMap<>();

  /**
   * A batch.
   *
   * @param records how many records of the topic it covers
   */
  record Sized(Batch batch, int records) {}

  private TopicBatches(
      TopicIdentity topic, PricedLineCodec codec, KafkaConsumer<byte[], byte[]> consumer) {
    this.topic = topic;
    this.codec = codec;
    this.consumer = consumer;
  }

  /**
   * From the beginning of the topic.
   *
   * @param arguments of the process: {@code kafka}, {@code registry}
   * @param size the most records in a batch
   */
  static TopicBatches open(Map<String, String> arguments, int size) throws Exception {
    TopicDescription description;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", arguments.get("kafka")))) {
      description = admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC);
    }
    WriterSchemas schemas =
        new WriterSchemas(
            RegistryClients.create(new RegistryConfig(arguments.get("registry"), "", "")),
            Clock.systemUTC(),
            Duration.ZERO,
            Duration.ofSeconds(30));
    TopicIdentity topic =
        new TopicIdentity(TOPIC, description.topicId().toString(), description.partitions().size());
    Map<String, Object> client = new HashMap<>();
    client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, arguments.get("kafka"));
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, size);
    client.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_BYTES);
    client.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client, bytes, bytes);
    consumer.assign(
        IntStream.range(0, topic.partitions())
            .mapToObj(each -> new TopicPartition(TOPIC, each))
            .toList());
    return new TopicBatches(topic, new PricedLineCodec(schemas), consumer);
  }

  TopicIdentity topic() {
    return topic;
  }

  /**
   * Goes on where a sink is.
   *
   * @param next its next offset, by partition
   */
  void seek(Map<Integer, Long> next) {
    positions.putAll(next);
    next.forEach(
        (partition, offset) -> consumer.seek(new TopicPartition(TOPIC, partition), offset));
  }

  /** The next batch; empty if no record has come for half a second. */
  Optional<Sized> next() {
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
    return polled.isEmpty() ? Optional.empty() : Optional.of(batch(polled));
  }

  /** All until the end that the topic has now. */
  List<Sized> toTheEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    List<Sized> batches = new ArrayList<>();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      next().ifPresent(batches::add);
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

  @Override
  public void close() {
    consumer.close();
  }
}
