package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.MarketPartitioner;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.SchemaRegistrar;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.schemas.Contract;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command, as its own process, against real servers; read back as the worker reads. */
@ExtendWith(LocalStackExtension.class)
final class FeedImportIT {
  private static final int PARTITIONS = 6;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> environment = new HashMap<>();
  private final Topics topics =
      new Topics("feed" + UUID.randomUUID().toString().replace("-", "") + ".");

  @TempDir private Path directory;

  private LocalStack stack;

  @BeforeEach
  void registerTheSchema(LocalStack running) throws Exception {
    AvroRuntime.prepare();
    stack = running;
    environment.put("EV_KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrapServers());
    environment.put("EV_SCHEMA_REGISTRY_URL", stack.registry().url());
    environment.put("EV_TOPIC_PREFIX", topics.prefix());
    try (SchemaRegistryClient registry = registry()) {
      new SchemaRegistrar(registry)
          .register(Topics.ODDS_EVENTS_SUBJECT, Contract.oddsEvent(), false);
    }
  }

  @Test
  void worksReadersSeeEveryDecimalFile() throws Exception {
    createTopic();

    Run run =
        run(
            "--json",
            path(FeedFixture.SEASON),
            path(FeedFixture.NHL),
            path(FeedFixture.NHL_EVENT),
            path(FeedFixture.ALTERNATES));

    assertThat(run.err()).contains("E0_2023-24.csv: 7207 of 7207");
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode summary = JSON.readTree(run.out());
    // 7207 of the season, 170 and 14 of the NHL; the alternate spreads are no symbol of ours.
    assertThat(summary.path("produced").intValue()).isEqualTo(7391);
    assertThat(summary.path("complete").booleanValue()).isTrue();
    assertThat(summary.path("problems")).isEmpty();
    assertThat(summary.path("files").path(3).path("not_in_registry"))
        .hasToString("{\"alternate_spreads\":1}");
    List<MarketSnapshot> snapshots = readBack();
    assertThat(byBetType(snapshots))
        .isEqualTo(Map.of("h2h", 4366, "spreads", 1520, "totals", 1505));
    assertThat(snapshots)
        .contains(
            FeedFixture.read(new FootballDataReader(), FeedFixture.SEASON).snapshots().get(0));
  }

  @Test
  void worksReadersSeeEveryAmericanFileAtTheTimeItWasObserved() throws Exception {
    createTopic();

    Run run = run("--odds-format", "american", path(FeedFixture.NFL), path(FeedFixture.PROPS));

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "     281  h2h\n", "      15  h2h_lay: not sent, the registry's schema lacks it\n")
        .endsWith("produced: 803\n");
    List<MarketSnapshot> snapshots = readBack();
    assertThat(byBetType(snapshots)).isEqualTo(Map.of("h2h", 281, "spreads", 267, "totals", 255));
    assertThat(snapshots)
        .extracting(MarketSnapshot::observedAt)
        .containsOnly(Instant.parse("2021-11-25T11:55:00Z"));
  }

  @Test
  void fileThatIsNotThereFailsTheCommandAfterTheOthers() throws Exception {
    createTopic();

    Run run = run(directory.resolve("none.json").toString(), path(FeedFixture.NHL_EVENT));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("none.json: there is no such file").endsWith("produced: 14\n");
    assertThat(readBack()).hasSize(14);
  }

  @Test
  void missingTopicIsNamedWithTheCommandThatCreatesIt() throws Exception {
    Run run = run(path(FeedFixture.NHL_EVENT));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "there is no topic " + topics.oddsEvents() + ": create it with \"ev-worker topics\"\n");
  }

  @Test
  void registryThatIsDownIsNamedInOneLine() throws Exception {
    environment.put("EV_SCHEMA_REGISTRY_URL", "http://127.0.0.1:1");

    Run run = run("--wait", "1ms", path(FeedFixture.NHL_EVENT));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("http://127.0.0.1:1 did not answer");
    assertThat(run.err().lines()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void urlThatIsNoRegistrysIsSaidToBe() throws Exception {
    environment.put("EV_SCHEMA_REGISTRY_URL", stack.registry().url() + "/nowhere");

    Run run = run("--wait", "1ms", path(FeedFixture.NHL_EVENT));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("answers 404 for odds.events-value: the URL is probably not a registry's");
  }

  @Test
  void wrongUsageIsTwo() throws Exception {
    assertThat(run("--rate", "0", path(FeedFixture.NHL)).exit()).isEqualTo(2);
    assertThat(run("--odds-format", "fractional", path(FeedFixture.NHL)).err())
        .contains("'fractional' is neither american nor decimal");
    environment.remove("EV_KAFKA_BOOTSTRAP_SERVERS");
    Run unset = run(path(FeedFixture.NHL));
    assertThat(unset.exit()).isEqualTo(2);
    assertThat(unset.err()).startsWith("EV_KAFKA_BOOTSTRAP_SERVERS is not set");
  }

  private record Run(int exit, String out, String err) {}

  private Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("ev.worker.jar"),
                "feed",
                "import"));
    command.addAll(List.of(arguments));
    File out = directory.resolve("out").toFile();
    File err = directory.resolve("err").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
    builder.environment().keySet().removeIf(key -> key.startsWith("EV_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + Files.readString(err.toPath()));
    }
    return new Run(
        process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
  }

  private static String path(String name) {
    return FeedFixture.path(name).toString();
  }

  private void createTopic() throws Exception {
    try (Admin admin = Admin.create(client())) {
      NewTopic topic =
          new NewTopic(topics.oddsEvents(), PARTITIONS, (short) 1)
              .configs(Map.of("retention.ms", "-1"));
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  /** Every record of the topic, each at its home and under its bet type. */
  private List<MarketSnapshot> readBack() throws Exception {
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
              .isEqualTo(MarketPartitioner.home(snapshot.marketId(), PARTITIONS));
          snapshots.add(snapshot);
        }
      }
    }
    return snapshots;
  }

  private static Map<String, Integer> byBetType(List<MarketSnapshot> snapshots) {
    Map<String, Integer> counts = new TreeMap<>();
    snapshots.forEach(snapshot -> counts.merge(snapshot.betType().symbol(), 1, Integer::sum));
    return counts;
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
