package io.betintel.bench.system;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The last records that a program wrote to the topic of the lines.
 *
 * @param records without tombstones
 */
public record WrittenLines(List<ConsumerRecord<byte[], byte[]>> records) {
  private static final Duration POLL = Duration.ofMillis(500);

  /**
   * @param most how many, about
   */
  static WrittenLines last(Run run, int most) {
    Map<String, Object> client = new HashMap<>();
    client.put(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, run.bed().stack().kafka().bootstrapServers());
    // The program may have been killed within a transaction, whose end would have to be waited for.
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Run.TOPICS.lines()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      ends.forEach(
          (partition, end) ->
              consumer.seek(partition, Math.max(0, end - most / partitions.size())));
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(POLL)
            .forEach(
                record -> {
                  if (record.value() != null) {
                    records.add(record);
                  }
                });
      }
    }
    return new WrittenLines(records);
  }

  /** The mean size of their values; 0 without any. */
  double meanBytes() {
    return records.stream().mapToInt(record -> record.value().length).average().orElse(0);
  }

  /** Writes keys and values for an opponent: what it writes then compresses as well. */
  void save(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(records.size());
      for (ConsumerRecord<byte[], byte[]> record : records) {
        out.writeInt(record.key().length);
        out.write(record.key());
        out.writeInt(record.value().length);
        out.write(record.value());
      }
    }
  }
}
