package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.avro.PricedLine;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.harness.AuditRun;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What an admissible feed, a table and a newer build can bring that no store can hold costs itself
 * and nothing else, while sinks run and in a rebuild, with batches of one record.
 */
@ExtendWith(LocalStackExtension.class)
final class PoisonIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  @Tag("full")
  void poisonStopsNoSinkAndNoRebuild(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack).with("EV_SINK_BATCH_RECORDS", "1")) {
      installation.execute("ALTER TABLE bets ADD CHECK (event_id <> 'refused') NOT VALID");
      installation.execute(
          "UPDATE bet_types SET shape = 'various', enabled = true WHERE name = 'player_assists'");
      WorkerProcess worker = installation.start().awaitReady();
      List<MarketSnapshot> events = new ArrayList<>(new OddsGenerator(5, 4).events(20));
      events.add(two("refused"));
      IntStream.range(0, 21).forEach(book -> events.add(thousandNames(book)));
      events.add(two("last"));

      new Producers(installation).sendAtOnce(events, 10_000).get();
      new Reckoning(installation).awaitDrained();
      newerBuild(installation);

      // Five bookmakers' thousand names are one line; it has room for no other (5,000 outcomes).
      assertThat(worker.metric("ev_records_total", "reason=\"too_many_outcomes\"")).isEqualTo(16);
      awaitStores(installation, worker);
      assertThat(
              installation.query(
                  "SELECT count(*) FROM bets WHERE bet_type = 'player_assists' AND closed_at IS"
                      + " NULL"))
          .isEqualTo("5000");
      assertThat(installation.query("SELECT count(*) FROM bets WHERE event_id = 'refused'"))
          .isEqualTo("0");
      assertThat(
              installation.query(
                  "SELECT count(*) FROM bets WHERE event_id = 'suspended' AND closed_at IS NULL"))
          .as("bets of a line whose status only a newer build knows")
          .isEqualTo("0");
      Map<String, Integer> expected =
          Map.of(
              "too_many_outcomes", 16,
              "line_refused postgres", 1,
              "line_undecodable postgres", 1,
              "line_undecodable redis", 1);
      await("the dead letters")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(letters(installation)).isEqualTo(expected));
      await().until(() -> worker.metric("ev_sink_lines_refused_total", "sink=\"postgres\"") == 2);

      assertThat(installation.run("sink", "rebuild", "postgres").exitCode()).isZero();
      assertThat(installation.run("sink", "rebuild", "redis").exitCode()).isZero();
      awaitStores(installation, worker);
      AuditRun audit = AuditRun.clean(installation);
      assertThat(audit.number("not_judged", "refused")).isPositive();
    }
  }

  /** A line with more outcomes than any reader takes, one of an unknown status, and good ones. */
  private static void newerBuild(Installation installation) throws Exception {
    Schema ours = PricedLine.getClassSchema();
    Schema theirs =
        new Schema.Parser()
            .parse(
                ours.toString()
                    .replace(
                        "\"symbols\":[\"unknown\",\"open\",\"withdrawn\"]",
                        "\"symbols\":[\"unknown\",\"open\",\"withdrawn\",\"suspended\"]")
                    .replaceFirst(
                        "\"fields\":\\[",
                        "\"fields\":[{\"name\":\"of_tomorrow\",\"type\":\"string\",\"default\":\"\"},"));
    assertThat(theirs.toString()).contains("suspended", "of_tomorrow");
    ConsumerRecord<byte[], byte[]> like =
        installation.contents().read(installation.topics().lines()).get(0);
    try (SchemaRegistryClient registry = installation.registry();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                big(installation), new ByteArraySerializer(), new ByteArraySerializer())) {
      int id =
          registry.register(
              "poison-" + installation.applicationId() + "-value", new AvroSchema(theirs));
      GenericRecord large = line(like, ours, theirs, "large");
      List<Object> outcomes = new ArrayList<>();
      GenericRecord one = (GenericRecord) ((List<?>) large.get("outcomes")).get(0);
      for (int i = 0; i < 21_000; i++) {
        GenericRecord outcome = new GenericData.Record((GenericData.Record) one, true);
        outcome.put("name", "Name " + i);
        outcome.put("offers", List.of());
        outcomes.add(outcome);
      }
      large.put("outcomes", outcomes);
      GenericRecord suspended = line(like, ours, theirs, "suspended");
      Schema status = theirs.getField("status").schema();
      suspended.put("status", new GenericData.EnumSymbol(status, "suspended"));
      for (GenericRecord line : List.of(large, suspended)) {
        producer
            .send(
                new ProducerRecord<>(
                    installation.topics().lines(),
                    line.get("line_id").toString().getBytes(StandardCharsets.UTF_8),
                    wire(id, line, theirs)))
            .get();
      }
    }
  }

  private static GenericRecord line(
      ConsumerRecord<byte[], byte[]> like, Schema ours, Schema theirs, String event)
      throws IOException {
    GenericRecord line =
        new GenericDatumReader<GenericRecord>(ours, theirs)
            .read(
                null,
                DecoderFactory.get().binaryDecoder(like.value(), 5, like.value().length - 5, null));
    line.put("line_id", event + "|h2h|||Away/Home");
    line.put("event_id", event);
    line.put("bet_type", "h2h");
    line.put("of_tomorrow", "x");
    return line;
  }

  private static byte[] wire(int id, GenericRecord line, Schema schema) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(line, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static Map<String, Object> big(Installation installation) {
    Map<String, Object> client = new TreeMap<>();
    installation.kafkaClient().forEach((key, value) -> client.put(key.toString(), value));
    client.put("max.request.size", "4000000");
    return client;
  }

  /** Both stores have the line that was sent last, and have read the whole topic. */
  private static void awaitStores(Installation installation, WorkerProcess worker)
      throws Exception {
    String last = "last|h2h|||Away/Home";
    CacheKeys keys = CacheKeys.standard();
    try (var redis = installation.redis()) {
      await("both stores")
          .atMost(PATIENCE)
          .until(
              () ->
                  redis.exists(keys.line(new BetType("h2h"), new LineId(last)))
                      && installation
                          .query("SELECT count(*) FROM bets WHERE line_id = '" + last + "'")
                          .equals("2")
                      && worker.metric("ev_sink_lag_records", "sink=\"postgres\"") == 0
                      && worker.metric("ev_sink_lag_records", "sink=\"redis\"") == 0);
    }
  }

  /** How many dead letters there are by reason, those of lines by their sink too. */
  private static Map<String, Integer> letters(Installation installation) {
    Map<String, Integer> letters = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> letter :
        installation.contents().read(installation.topics().deadLetters())) {
      String reason = EvHeaders.text(letter.headers(), EvHeaders.REASON).orElseThrow();
      String message = EvHeaders.text(letter.headers(), "__streams.errors.message").orElseThrow();
      letters.merge(
          reason.startsWith(EvHeaders.LINE_REASONS)
              ? reason + " " + message.replaceFirst("sink (\\w+):.*", "$1")
              : reason,
          1,
          Integer::sum);
    }
    return letters;
  }

  private static MarketSnapshot two(String event) {
    return snapshot(
        event,
        "h2h",
        "pinnacle",
        List.of(Outcome.of("Home", null, null, 1.9), Outcome.of("Away", null, null, 2.0)));
  }

  private static MarketSnapshot thousandNames(int book) {
    return snapshot(
        "names",
        "player_assists",
        "book" + book,
        IntStream.range(0, 1_000)
            .mapToObj(i -> Outcome.of("Name " + book + "." + i, null, 0.5, 1.9))
            .toList());
  }

  private static MarketSnapshot snapshot(
      String event, String betType, String bookmaker, List<Outcome> outcomes) {
    return new MarketSnapshot(
        new SportingEvent(event, "basketball_nba", NOW.plus(Duration.ofHours(6)), "Home", "Away"),
        new BetType(betType),
        new Bookmaker(bookmaker),
        outcomes,
        NOW,
        NOW,
        null);
  }
}
