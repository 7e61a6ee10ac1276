package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

/** The registry loses everything under a running worker, and comes back with other ids. */
@ExtendWith(LocalStackExtension.class)
@Tag("full")
final class RestoredRegistryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final BetType TOTALS = new BetType("totals");

  private Installation installation;

  @Test
  void sinksGoOnAndAreFilledAgainWhateverIdsTheLinesHave(LocalStack stack) throws Exception {
    stack.registry().wipe();
    try (Installation live = Installation.live(stack)) {
      installation = live;
      installation.with("EV_UNKNOWN_SCHEMA_WAIT", "3s");
      WorkerProcess worker = installation.start().awaitReady();
      OddsEventEncoder before = encoder();
      send(before, "e1", "e2", "e3");
      awaitBoth(3);
      int id = id();

      stack.registry().wipe();
      send(before, "e4");
      awaitBoth(4);

      register("zz-one", "zz-two", "zz-three", "zz-four", "zz-five");
      installation.run("schemas", "repair", "--apply").done();
      installation.run("schemas").done();
      assertThat(id()).isNotEqualTo(id);
      installation.run("sink", "rebuild", "redis").done();
      awaitBoth(4);
      send(encoder(), "e5");
      awaitBoth(5);

      // A new process has no schema in hand: those of the lines before mean something else now.
      worker.terminate();
      worker.exitCode();
      WorkerProcess next = installation.start().awaitReady();
      installation.run("sink", "rebuild", "redis").done();
      installation.run("sink", "rebuild", "postgres").done();
      awaitBoth(5);
      send(encoder(), "e6");
      awaitBoth(6);
      assertThat(next.metric("ev_records_total", "outcome=\"dead_lettered\"")).isZero();
    } finally {
      stack.registry().wipe();
    }
  }

  /** As many lines in the cache, and their bets in the database. */
  private void awaitBoth(long lines) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              try (RedisClient redis = installation.redis()) {
                assertThat(
                        new CachedLines(redis, CacheKeys.standard(), Clock.systemUTC())
                            .count()
                            .get(TOTALS))
                    .isEqualTo(lines);
              }
              assertThat(installation.query("SELECT count(*) FROM bets WHERE closed_at IS NULL"))
                  .isEqualTo(Long.toString(2 * lines));
            });
  }

  private OddsEventEncoder encoder() throws Exception {
    try (SchemaRegistryClient registry = installation.registry()) {
      return OddsEventEncoder.latest(registry);
    }
  }

  private int id() throws Exception {
    try (SchemaRegistryClient registry = installation.registry()) {
      return registry.getLatestSchemaMetadata(Topics.LINES_SUBJECT).getId();
    }
  }

  /** Other applications' schemas take the first ids. */
  private void register(String... subjects) throws Exception {
    try (SchemaRegistryClient registry = installation.registry()) {
      for (String subject : subjects) {
        registry.register(
            subject + "-value",
            new AvroSchema(
                "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[]}"
                    .formatted(subject.replace('-', '_'))));
      }
    }
  }

  private void send(OddsEventEncoder encoder, String... events) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            installation.kafkaClient(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String event : events) {
        for (String book : List.of("pinnacle", "betmgm")) {
          MarketSnapshot snapshot = quote(event, book);
          producer
              .send(
                  new ProducerRecord<>(
                      installation.topics().oddsEvents(),
                      null,
                      snapshot.observedAt().toEpochMilli(),
                      TOTALS.symbol().getBytes(StandardCharsets.UTF_8),
                      encoder.encode(snapshot)))
              .get();
        }
      }
    }
  }

  private static MarketSnapshot quote(String event, String bookmaker) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new MarketSnapshot(
        new SportingEvent(event, "basketball_nba", now.plus(Duration.ofHours(3)), "A", "B"),
        TOTALS,
        new Bookmaker(bookmaker),
        List.of(Outcome.of("Over", null, 210.5, 1.9), Outcome.of("Under", null, 210.5, 1.95)),
        now,
        now,
        null);
  }
}
