package io.betintel.bench.probe;

import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WriterSchemas;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The process that sees lines arrive: on {@code ev.lines}, once committed, and in the stores. A
 * line's market time is when the record was due that it follows from; an opponent's lines say so in
 * a header. {@code name=value} arguments: {@code kafka}, {@code registry}, {@code out}; with stores
 * also {@code postgres}, {@code user}, {@code password} and {@code redis}. It prints {@code ready},
 * and ends when its standard input does.
 */
public final class ProbeProcess {
  /** When the record was due, milliseconds since the epoch, 8 bytes. */
  public static final String DUE = "due";

  private static final Duration POLL = Duration.ofMillis(5);

  private ProbeProcess() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    AvroRuntime.prepare();
    Observations seen = new Observations();
    Stores stores = Stores.of(values, seen);
    Thread watching = new Thread(() -> watch(values, seen, stores), "lines");
    watching.setDaemon(true);
    watching.start();
    stores.start();
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // the bench says when it is over
    }
    seen.write(Path.of(values.get("out")));
    System.exit(0);
  }

  private static void watch(Map<String, String> values, Observations seen, Stores stores) {
    ToLongFunction<ConsumerRecord<byte[], byte[]>> due = due(values.get("registry"));
    Map<String, Object> client = new HashMap<>();
    client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, values.get("kafka"));
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(new Topics("").lines()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          long now = System.currentTimeMillis();
          if (record.value() != null) {
            long since = due.applyAsLong(record);
            seen.add(Observations.LINES, since, now);
            stores.expect(record.partition(), record.offset(), since);
          }
        }
      }
    }
  }

  private static ToLongFunction<ConsumerRecord<byte[], byte[]>> due(String registryUrl) {
    WriterSchemas schemas =
        new WriterSchemas(
            RegistryClients.create(new RegistryConfig(registryUrl, "", "")),
            Clock.systemUTC(),
            Duration.ZERO,
            Duration.ofSeconds(30));
    PricedLineCodec codec = new PricedLineCodec(schemas);
    return record -> {
      Header header = record.headers().lastHeader(DUE);
      return header != null
          ? ByteBuffer.wrap(header.value()).getLong()
          : codec.decode(record.value()).marketTime().toEpochMilli();
    };
  }
}
