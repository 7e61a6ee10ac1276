package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.consume.Progress;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.ops.SteadyClock;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Streams commits when it is asked to: by itself it would do so after nine minutes. */
@ExtendWith(LocalStackExtension.class)
final class CommitPaceIT {
  private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);

  private final String prefix = "t" + UUID.randomUUID().toString().replace("-", "") + ".";

  @Test
  @Timeout(120)
  void recordIsCommittedWithoutWaitingForKafkaStreams(LocalStack stack, @TempDir Path state)
      throws Exception {
    StreamSettings settings =
        StreamSettings.from(
            new Settings(
                Map.of(
                    "EV_KAFKA_BOOTSTRAP_SERVERS",
                    stack.kafka().bootstrapServers(),
                    "EV_TOPIC_PREFIX",
                    prefix,
                    "EV_REPLICATION_FACTOR",
                    "1",
                    "EV_STATE_DIRECTORY",
                    state.toString())));
    Properties properties = StreamProperties.of(settings);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Duration.ofMinutes(9).toMillis());
    properties.put(
        StreamsConfig.producerPrefix("transaction.timeout.ms"),
        (int) Duration.ofMinutes(10).toMillis());
    CommitPace pace = new CommitPace(Duration.ofMillis(20), System::nanoTime);
    StreamRuntime stream =
        new StreamRuntime(
            topology(pace),
            properties,
            new WriterSchemas(
                new MockSchemaRegistryClient(),
                Clock.systemUTC(),
                Duration.ZERO,
                Duration.ofSeconds(1)),
            Progress.unwatched("stream"),
            new StreamMetrics(new SimpleMeterRegistry(), () -> TaskInHand.catalogue(1), true),
            pace,
            SteadyClock.now());
    Map<String, Object> clients = new HashMap<>();
    settings.kafka().clientProperties().forEach((key, value) -> clients.put((String) key, value));
    try (Admin admin = Admin.create(clients);
        KafkaProducer<byte[], byte[]> in =
            new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(prefix + "in", 2, (short) 1),
                  new NewTopic(prefix + "out", 1, (short) 1)))
          .all()
          .get();
      stream.start();
      clients.put("group.id", prefix + "reader");
      clients.put("auto.offset.reset", "earliest");
      clients.put("isolation.level", "read_committed");
      try (KafkaConsumer<byte[], byte[]> out =
          new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        out.subscribe(List.of(prefix + "out"));
        for (int partition = 0; partition < 2; partition++) { // a task each: either may ask
          in.send(new ProducerRecord<>(prefix + "in", partition, null, VALUE)).get();
          assertThat(next(out)).isEqualTo(VALUE);
        }
      }
    } finally {
      stream.close();
    }
  }

  private static byte[] next(KafkaConsumer<byte[], byte[]> out) {
    while (true) { // ends with the test's time-out
      ConsumerRecords<byte[], byte[]> records = out.poll(Duration.ofMillis(100));
      if (!records.isEmpty()) {
        return records.iterator().next().value();
      }
    }
  }

  private Topology topology(CommitPace pace) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            prefix + "in", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("in"))
        .process(() -> pace.paced(new Same()), Named.as("same"))
        .to(prefix + "out", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("out"));
    return builder.build();
  }

  private static final class Same implements Processor<byte[], byte[], byte[], byte[]> {
    private ProcessorContext<byte[], byte[]> task;

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      task = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      task.forward(record);
    }
  }
}
