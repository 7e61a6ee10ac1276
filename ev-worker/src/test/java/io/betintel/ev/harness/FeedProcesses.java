package io.betintel.ev.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.SchemaRegistrar;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.schemas.BetTypeSymbols;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Release;
import io.betintel.localstack.LocalStack;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The feed commands as processes, writing to a topic of their own; read back as the worker reads.
 */
public final class FeedProcesses {
  private static final int PARTITIONS = 6;
  private static final int PATIENCE_SECONDS = 60;

  private final Map<String, String> environment = new HashMap<>();
  private final Topics topics =
      new Topics("feed" + UUID.randomUUID().toString().replace("-", "") + ".");
  private final LocalStack stack;
  private final Path directory;

  /** What a process that has ended leaves. */
  public record Run(int exit, String out, String err) {}

  /** A process that may still run. */
  public record Running(Process process, Path out, Path err) {
    public Run end() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still running: " + Files.readString(err));
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  /**
   * Registers the schema with three bet types, whatever this build has: files and feeds have others
   * too.
   *
   * @param directory for what the processes print
   */
  public FeedProcesses(LocalStack stack, Path directory) throws Exception {
    this.stack = stack;
    this.directory = directory;
    AvroRuntime.prepare();
    ClassArchive.make(stack);
    environment.put("EV_KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrapServers());
    environment.put("EV_SCHEMA_REGISTRY_URL", stack.registry().url());
    environment.put("EV_TOPIC_PREFIX", topics.prefix());
    try (SchemaRegistryClient registry = registry()) {
      new SchemaRegistrar(registry).register(Topics.ODDS_EVENTS_SUBJECT, mainBetTypes(), false);
    }
  }

  private static Contract mainBetTypes() {
    Schema schema =
        BetTypeSymbols.replace(
            Contract.oddsEvent().current(), List.of("unknown", "h2h", "spreads", "totals"));
    return new Contract("OddsEvent", List.of(new Release(1, schema)));
  }

  public FeedProcesses with(String key, String value) {
    environment.put(key, value);
    return this;
  }

  public FeedProcesses without(String key) {
    environment.remove(key);
    return this;
  }

  public String topic() {
    return topics.oddsEvents();
  }

  /** Runs {@code ev-worker feed} to its end. */
  public Run run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).end();
  }

  /** Starts {@code ev-worker feed}. */
  public Running start(String... arguments) throws IOException {
    String[] command =
        Stream.concat(Stream.of("feed"), Stream.of(arguments)).toArray(String[]::new);
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(Build.CURRENT.command(List.of("-Xmx128m"), command))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("EV_"));
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  public FeedProcesses createTopic() throws Exception {
    try (Admin admin = Admin.create(client())) {
      NewTopic topic =
          new NewTopic(topics.oddsEvents(), PARTITIONS, (short) 1)
              .configs(Map.of("retention.ms", "-1"));
      admin.createTopics(List.of(topic)).all().get();
    }
    return this;
  }

  /** Every record of the topic, each at its home and under its bet type. */
  public List<MarketSnapshot> readBack() throws Exception {
    List<MarketSnapshot> snapshots = new ArrayList<>();
    Properties client = client();
    try (SchemaRegistryClient registry = registry();
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      OddsEventDecoder decoder =
          new OddsEventDecoder(
              new WriterSchemas(
                  registry, Clock.systemUTC(), Duration.ofSeconds(1), Duration.ofSeconds(5)),
              Duration.ofMinutes(1));
      List<TopicPartition> partitions =
          IntStream.range(0, PARTITIONS)
              .mapToObj(partition -> new TopicPartition(topics.oddsEvents(), partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(l -> l).sum();
      while (snapshots.size() < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(5))) {
          MarketSnapshot snapshot =
              decoder.decode(record.key(), record.value(), record.timestamp());
          assertThat(record.partition())
              .isEqualTo(EventPartitioner.home(snapshot.event().id(), PARTITIONS));
          snapshots.add(snapshot);
        }
      }
    }
    return snapshots;
  }

  private Properties client() {
    Properties client = new Properties();
    client.put("bootstrap.servers", stack.kafka().bootstrapServers());
    return client;
  }

  private SchemaRegistryClient registry() {
    return RegistryClients.create(new RegistryConfig(stack.registry().url(), "", ""));
  }
}
