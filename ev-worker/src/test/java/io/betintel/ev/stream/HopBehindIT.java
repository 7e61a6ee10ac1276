package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WireEvents;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.consume.Progress;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.ops.SteadyClock;
import io.betintel.ev.schemas.Contract;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A backlog of records that are keyed by bet type only: most of them take the hop. */
@ExtendWith(LocalStackExtension.class)
final class HopBehindIT {
  private static final int PARTITIONS = 4;
  private static final int RECORDS = 32_000;
  private static final byte[] H2H = "h2h".getBytes(StandardCharsets.UTF_8);

  private final Topics topics =
      new Topics("t" + UUID.randomUUID().toString().replace("-", "") + ".");
  private final Instant now = Instant.now();
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final WriterSchemas schemas =
      new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, Duration.ofSeconds(1));

  @Test
  @Tag("full")
  void backlogWaitsInTheInputAndNotOnTheHop(LocalStack stack, @TempDir Path state)
      throws Exception {
    AvroRuntime.prepare();
    StreamSettings settings =
        StreamSettings.from(
            new Settings(
                Map.of(
                    "EV_KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrapServers(),
                    "EV_TOPIC_PREFIX", topics.prefix(),
                    "EV_PARTITIONS", Integer.toString(PARTITIONS),
                    "EV_REPLICATION_FACTOR", "1",
                    "EV_STATE_DIRECTORY", state.toString())));
    StreamRuntime stream =
        new StreamRuntime(
            topology(),
            StreamProperties.of(settings),
            schemas,
            Progress.unwatched("stream"),
            new StreamMetrics(new SimpleMeterRegistry(), () -> TaskInHand.catalogue(1), true),
            new CommitPace(settings.stream().commitInterval(), System::nanoTime),
            SteadyClock.now());
    try (Admin admin = Admin.create(settings.kafka().clientProperties())) {
      new TopicCreator(admin).create(TopicPlan.of(topics, settings.topicSettings()), false);
      produce(settings);
      stream.start();
      long[] most = new long[1];
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptions() // the hop is created by the stream
          .until(
              () -> {
                String group = settings.stream().applicationId();
                long input = lag(admin, group, topics.oddsEvents());
                long hop = lag(admin, group, settings.stream().hopTopic());
                most[0] = Math.max(most[0], hop);
                return input + hop == 0;
              });
      // Three of four records take the hop, 24,000. 2,000 may wait there unread. What was fetched
      // of
      // the input before is sorted too, and comes by the hop: 512 KB are 3,500 records of 150
      // bytes.
      assertThat(most[0]).isLessThan(8_000);
    } finally {
      stream.close();
    }
  }

  private static long lag(Admin admin, String group, String topic) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> read =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    return admin.listOffsets(wanted).all().get().entrySet().stream()
        .mapToLong(
            end -> {
              OffsetAndMetadata at = read.get(end.getKey());
              return end.getValue().offset() - (at == null ? 0 : at.offset());
            })
        .sum();
  }

  private void produce(StreamSettings settings) throws Exception {
    int oddsId =
        registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(OddsEvent.getClassSchema()));
    try (KafkaProducer<byte[], byte[]> odds =
        new KafkaProducer<>(
            settings.kafka().clientProperties(),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < RECORDS; i++) {
        if (i == PARTITIONS) {
          for (Future<RecordMetadata> first : sent) {
            first.get(); // of a new partition, a broker may refuse the first batch and take others
          }
        }
        String id = "event-" + i % 500;
        byte[] value =
            WireEvents.wire(
                oddsId,
                WireEvents.event(
                    event -> {
                      event.put("event_id", id);
                      event.put("commence_time", now.plusSeconds(3600).toEpochMilli());
                      event.put("last_update", now.toEpochMilli());
                    }));
        sent.add(
            odds.send(
                new ProducerRecord<>(
                    topics.oddsEvents(),
                    i % PARTITIONS,
                    now.toEpochMilli() + i / 100,
                    H2H,
                    value)));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  private Topology topology() throws Exception {
    int linesId =
        registry.register(Topics.LINES_SUBJECT, new AvroSchema(Contract.pricedLine().current()));
    TaskCodecs codecs =
        new TaskCodecs(schemas, () -> new PricedLineCodec(schemas, linesId), Duration.ofMinutes(1));
    BetTypeCatalogue catalogue = () -> TaskInHand.catalogue(1);
    StreamMetrics metrics = new StreamMetrics(new SimpleMeterRegistry(), catalogue, true);
    FeedClocks clocks =
        new FeedClocks(
            Optional.empty(),
            new ClockMetrics(new SimpleMeterRegistry(), Clock.systemUTC()),
            new LogOrder());
    UnreadableRecords unreadable =
        new UnreadableRecords(
            RecordLimits.of(1_000_000), new BrokenRecordLog(Clock.systemUTC()), metrics);
    BetTypeLog log = new BetTypeLog(Clock.systemUTC());
    MarketRules rules = TaskInHand.rules(catalogue, Limits.byDefault(), Clock.systemUTC());
    return OddsTopology.build(
        topics,
        Limits.stores(),
        () -> new Sorter(codecs, PARTITIONS, clocks, unreadable, metrics, Clock.systemUTC()),
        () -> new MarketProcessor(rules, codecs, PARTITIONS, unreadable, log, metrics));
  }
}
