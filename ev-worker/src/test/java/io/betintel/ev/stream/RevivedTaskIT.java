package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WireEvents;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.consume.ForcedStall;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.ops.SteadyClock;
import io.betintel.ev.schemas.Contract;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Streams gives up a task's transaction: what it had read is read again, once. */
@ExtendWith(LocalStackExtension.class)
final class RevivedTaskIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final byte[] H2H = "h2h".getBytes(StandardCharsets.UTF_8);

  private final Topics topics =
      new Topics("t" + UUID.randomUUID().toString().replace("-", "") + ".");
  private final Instant now = Instant.now();
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final WriterSchemas schemas =
      new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, Duration.ofSeconds(1));
  private final ForcedStall stall = new ForcedStall();
  private volatile Loss next = Loss.NONE;
  private volatile int settingsVersion = 1;
  private final BetTypeCatalogue catalogue = () -> TaskInHand.catalogue(settingsVersion);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final StreamMetrics metrics = new StreamMetrics(meters, catalogue, true);
  private int oddsId;

  /** When a task's transaction is lost. */
  private enum Loss {
    NONE,
    BEFORE_A_RECORD,
    AFTER_A_RECORD,
    AT_THE_COMMIT
  }

  @Test
  @Tag("full")
  void recordsAreReadAgainAndTheSweepGoesOn(LocalStack stack, @TempDir Path state)
      throws Exception {
    AvroRuntime.prepare();
    oddsId =
        registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(OddsEvent.getClassSchema()));
    // How long the partitions of a thread that was replaced stand still.
    Path client = Files.writeString(state.resolve("client.properties"), "session.timeout.ms=6000");
    StreamSettings settings =
        StreamSettings.from(
            new Settings(
                Map.of(
                    "EV_KAFKA_PROPERTIES_FILE", client.toString(),
                    "EV_KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrapServers(),
                    "EV_TOPIC_PREFIX", topics.prefix(),
                    "EV_PARTITIONS", "1",
                    "EV_REPLICATION_FACTOR", "1",
                    "EV_STATE_DIRECTORY", state.toString())));
    try (Admin admin = Admin.create(settings.kafka().clientProperties())) {
      new TopicCreator(admin).create(TopicPlan.of(topics, settings.topicSettings()), false);
    }
    StreamRuntime stream =
        new StreamRuntime(
            topology(),
            StreamProperties.of(settings),
            schemas,
            stall.progress(),
            metrics,
            new CommitPace(settings.stream().commitInterval(), System::nanoTime),
            SteadyClock.now());
    try (Lines lines = new Lines(settings.kafka().clientProperties());
        KafkaProducer<byte[], byte[]> odds =
            new KafkaProducer<>(
                settings.kafka().clientProperties(),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      stream.start();
      odds.send(quote(0)).get();
      lines.await(1);

      next = Loss.BEFORE_A_RECORD;
      odds.send(quote(1)).get();
      lines.await(2);

      next = Loss.AFTER_A_RECORD;
      odds.send(quote(2)).get();
      odds.send(quote(3)).get();
      lines.await(4);

      settingsVersion = 2;
      lines.await(5);
      odds.send(quote(4)).get();
      lines.await(6);
      assertThat(lines.settingsVersions()).containsExactly(1, 1, 1, 1, 2, 2);

      // Its consumer stands still, as after a broker was killed: another one reads on.
      stall.stall();
      assertThat(stream.check().status()).isEqualTo(Check.Status.WAITING);
      assertThat(stream.check().detail()).startsWith("stalled: no consumer of group g has read");
      stall.end();
      odds.send(quote(5)).get();
      lines.await(7);
      Awaitility.await().atMost(PATIENCE).until(() -> stream.check().status() == Check.Status.UP);

      // As after a broker was away for longer than a transaction may last.
      next = Loss.AT_THE_COMMIT;
      odds.send(quote(6)).get();
      lines.await(8);
      Awaitility.await().atMost(PATIENCE).until(() -> stream.check().status() == Check.Status.UP);
      // Seven records were sent, and each was applied once. What an aborted transaction had counted
      // before is gone; what Streams committed of the task that it gave up is read again and
      // superseded.
      assertThat(meters.get("ev.records").tag("outcome", "applied").counters())
          .extracting(Counter::count)
          .containsExactlyInAnyOrder(0.0, 7.0);
      assertThat(counted("ev.records")).isEqualTo(counted("ev.records.consumed"));
      assertThat(counted("ev.lines.published")).isEqualTo(8);
    } finally {
      stream.close();
    }
  }

  private double counted(String name) {
    return meters.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  private Topology topology() throws Exception {
    int linesId =
        registry.register(Topics.LINES_SUBJECT, new AvroSchema(Contract.pricedLine().current()));
    TaskCodecs codecs =
        new TaskCodecs(schemas, () -> new PricedLineCodec(schemas, linesId), Duration.ofMinutes(1));
    FeedClocks clocks =
        new FeedClocks(
            Optional.empty(),
            new ClockMetrics(new SimpleMeterRegistry(), Clock.systemUTC()),
            new LogOrder());
    UnreadableRecords unreadable =
        new UnreadableRecords(
            RecordLimits.of(1_000_000), new BrokenRecordLog(Clock.systemUTC()), metrics);
    BetTypeLog betTypeLog = new BetTypeLog(Clock.systemUTC());
    MarketRules rules = TaskInHand.rules(catalogue, Limits.byDefault(), Clock.systemUTC());
    return OddsTopology.build(
        topics,
        Limits.stores(),
        () -> new Sorter(codecs, 1, clocks, unreadable, metrics, Clock.systemUTC()),
        () -> new Losing(new MarketProcessor(rules, codecs, 1, unreadable, betTypeLog, metrics)));
  }

  private ProducerRecord<byte[], byte[]> quote(int number) {
    Instant when = now.plusMillis(number);
    Schema schema = OddsEvent.getClassSchema();
    byte[] value =
        WireEvents.wire(
            oddsId,
            WireEvents.event(
                event -> {
                  event.put("commence_time", now.plusSeconds(3600).toEpochMilli());
                  event.put("last_update", when.toEpochMilli());
                  // A line is published only when something in it changed.
                  event.put(
                      "outcomes",
                      List.of(
                          WireEvents.outcome(schema, "Lions", 1.9 + number / 100.0),
                          WireEvents.outcome(schema, "Bears", 2.0)));
                }));
    return new ProducerRecord<>(topics.oddsEvents(), 0, when.toEpochMilli(), H2H, value);
  }

  /** The market task, which fails as Streams' own parts do when they lose a transaction. */
  private final class Losing implements Processor<byte[], OddsRecord, byte[], Outgoing> {
    private final MarketProcessor market;
    private ProcessorContext<byte[], Outgoing> context;

    Losing(MarketProcessor market) {
      this.market = market;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
      this.context = context;
      market.init(context);
    }

    @Override
    public void process(Record<byte[], OddsRecord> record) {
      lose(Loss.BEFORE_A_RECORD);
      market.process(record);
      lose(Loss.AFTER_A_RECORD);
      if (next == Loss.AT_THE_COMMIT) {
        next = Loss.NONE;
        throw new StreamsException(new InvalidTxnStateException("of the broker"));
      }
    }

    private void lose(Loss loss) {
      if (next == loss) {
        next = Loss.NONE;
        throw new TaskCorruptedException(Set.of(context.taskId()));
      }
    }

    @Override
    public void close() {
      market.close();
    }
  }

  /** What is committed to the lines topic. */
  private final class Lines implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<byte[]> values = new ArrayList<>();

    Lines(Properties client) {
      client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
      consumer =
          new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      List<TopicPartition> all = List.of(new TopicPartition(topics.lines(), 0));
      consumer.assign(all);
      consumer.seekToBeginning(all);
    }

    void await(int count) {
      Awaitility.await()
          .dontCatchUncaughtExceptions() // the stream thread that is replaced ends by one
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(50)).forEach(line -> values.add(line.value()));
                return values.size() >= count;
              });
    }

    List<Integer> settingsVersions() {
      PricedLineCodec codec = new PricedLineCodec(schemas);
      return values.stream().map(value -> codec.decode(value).settingsVersion()).toList();
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
