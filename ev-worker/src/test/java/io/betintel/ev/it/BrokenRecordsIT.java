package io.betintel.ev.it;

import static io.betintel.ev.codec.WireEvents.NOON;
import static io.betintel.ev.codec.WireEvents.event;
import static io.betintel.ev.codec.WireEvents.outcome;
import static io.betintel.ev.codec.WireEvents.outcomes;
import static io.betintel.ev.codec.WireEvents.symbol;
import static io.betintel.ev.codec.WireEvents.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.RawProducer;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every broken record between good ones, through a worker's process. */
@ExtendWith(LocalStackExtension.class)
final class BrokenRecordsIT {
  private static final byte[] H2H = "h2h".getBytes(UTF_8);
  private static final Schema OURS = OddsEvent.getClassSchema();
  private static final int LARGEST = 6 * 1_048_576;
  private static final String ERRORS = "__streams.errors.";

  private final Map<Long, Sent> brokenByOffset = new TreeMap<>();
  private int good;

  @Test
  void everyBrokenRecordIsKeptByteForByteAndItsNeighboursAreApplied(LocalStack stack)
      throws Exception {
    try (Installation installation =
        Installation.unprepared(stack)
            .with("EV_ODDS_MAX_BYTES", Integer.toString(LARGEST))
            .with("EV_UNKNOWN_SCHEMA_WAIT", "1s")
            .prepare()) {
      sendAll(installation);
      int sent = good + brokenByOffset.size();

      WorkerProcess worker = installation.start().awaitReady();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> worker.metric("ev_records_consumed_total") == sent);
      await().atMost(Duration.ofSeconds(20)).until(() -> balance(worker) == sent);

      assertThat(worker.metric("ev_records_total", "outcome=\"applied\"")).isEqualTo(good);
      assertThat(worker.metric("ev_records_total", "outcome=\"dead_lettered\""))
          .isEqualTo(brokenByOffset.size());
      for (Sent broken : brokenByOffset.values()) {
        assertThat(worker.metric("ev_records_total", "reason=\"" + broken.reason() + "\""))
            .as(broken.reason())
            .isPositive();
      }
      Map<Long, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
      for (var letter : read(installation, installation.topics().deadLetters())) {
        letters.put(Long.valueOf(text(letter.headers(), ERRORS + "offset")), letter);
      }
      assertThat(letters.keySet()).isEqualTo(brokenByOffset.keySet());
      brokenByOffset.forEach(
          (offset, broken) -> checkLetter(installation, broken, letters.get(offset)));
      assertThat(read(installation, installation.topics().lines())).hasSize(good);
      assertThat(worker.log().lines().filter(line -> line.contains("broken record")).count())
          .isBetween(1L, brokenByOffset.size() - 1L);
    }
  }

  private static void checkLetter(
      Installation installation, Sent broken, ConsumerRecord<byte[], byte[]> letter) {
    Headers headers = letter.headers();
    assertThat(text(headers, "ev-reason")).isEqualTo(broken.reason());
    assertThat(text(headers, ERRORS + "topic")).isEqualTo(installation.topics().oddsEvents());
    assertThat(text(headers, ERRORS + "partition")).isEqualTo("0");
    assertThat(text(headers, ERRORS + "exception")).endsWith("BrokenRecordException");
    assertThat(text(headers, ERRORS + "message")).isNotBlank().hasSizeLessThan(1100);
    assertThat(text(headers, ERRORS + "stacktrace")).hasSizeLessThanOrEqualTo(4096);
    assertThat(text(headers, "ev-origin-topic")).isEqualTo(installation.topics().oddsEvents());
    assertThat(text(headers, "ev-origin-partition")).isEqualTo("0");
    assertThat(text(headers, "ev-origin-timestamp")).isEqualTo(Long.toString(broken.timestamp()));
    if (broken.reason().equals("too_large") && broken.value().length > 4 * LARGEST) {
      assertThat(letter.value()).isNull();
      assertThat(text(headers, "ev-left-out")).endsWith(" bytes");
      return;
    }
    assertThat(letter.key()).as(broken.reason()).isEqualTo(broken.key());
    assertThat(Arrays.equals(letter.value(), broken.value())).as(broken.reason()).isTrue();
    Header[] own = broken.headers().toArray();
    assertThat(Arrays.copyOf(headers.toArray(), own.length)).isEqualTo(own);
  }

  private void sendAll(Installation installation) throws Exception {
    try (SchemaRegistryClient registry = installation.registry();
        KafkaProducer<byte[], byte[]> producer = producer(installation, "none");
        KafkaProducer<byte[], byte[]> compressing = producer(installation, "gzip")) {
      int id = registry.getLatestSchemaMetadata(Topics.ODDS_EVENTS_SUBJECT).getId();
      byte[] value = wire(id, event(change -> {}));
      Sender out = new Sender(installation, producer, id);

      out.broken("no_key", null, value);
      out.broken("key_not_utf8", new byte[] {(byte) 0xC3, 0x28}, value);
      out.broken("key_mismatch", "totals".getBytes(UTF_8), value);
      out.broken("null_value", H2H, null);
      out.broken("no_timestamp", H2H, value, 0);
      out.good();
      raw(installation, new Sent("no_timestamp", H2H, value, new RecordHeaders(), -1));
      out.broken("not_wire_format", H2H, "{}".getBytes(UTF_8));
      out.broken("unknown_schema", H2H, wire(2_000_000_000, event(change -> {})));
      Schema other = SchemaBuilder.record("a.Other").fields().requiredLong("x").endRecord();
      int otherId = registry.register("other" + id + "-value", new AvroSchema(other));
      out.broken("wrong_schema", H2H, wire(otherId, new byte[] {2}));
      int jsonId = registerJson(installation.stack(), "json" + id + "-value");
      out.broken("wrong_schema", H2H, wire(jsonId, "{}".getBytes(UTF_8)));
      for (int length = 5; length < value.length; length += 7) {
        out.broken("undecodable", H2H, Arrays.copyOf(value, length));
      }
      out.broken("undecodable", H2H, Arrays.copyOf(value, value.length + 1));
      // A string of 2^31 - 1 characters, by its length prefix.
      out.broken(
          "undecodable",
          H2H,
          wire(id, new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F}));
      // Five megabytes, and nearly as much as the topic takes; neither can be compressed.
      for (int size : new int[] {5 * 1_048_576, LARGEST - 250}) {
        byte[] noise = new byte[size];
        new Random(7).nextBytes(noise);
        out.broken("undecodable", H2H, wire(id, noise));
      }
      out.broken(
          "out_of_contract",
          "unknown".getBytes(UTF_8),
          wire(id, event(e -> e.put("bet_type", symbol(OURS, "unknown")))));
      for (double price : new double[] {1.0, Double.NaN, Double.POSITIVE_INFINITY, -2}) {
        out.broken(
            "out_of_contract", e -> e.put("outcomes", List.of(outcome(OURS, "Lions", price))));
      }
      out.broken("out_of_contract", e -> e.put("outcomes", outcomes(OURS, 10_000)));
      out.broken("out_of_contract", e -> e.put("event_id", " "));
      out.broken("out_of_contract", e -> e.put("commence_time", Long.MAX_VALUE));
      out.broken("ahead_of_time", e -> e.put("last_update", NOON.plusSeconds(61).toEpochMilli()));

      // Kilobytes as sent: larger than an event may be, and larger than any topic takes.
      Sender hidden = new Sender(installation, compressing, id);
      hidden.broken("too_large", H2H, wire(id, new byte[2 * LARGEST]));
      hidden.broken("too_large", H2H, wire(id, new byte[4 * LARGEST]));
      out.good();
    }
  }

  private void raw(Installation installation, Sent broken) throws IOException {
    long offset =
        RawProducer.send(
            installation.stack().kafka().bootstrapServers(),
            installation.topics().oddsEvents(),
            0,
            new SimpleRecord(broken.timestamp(), broken.key(), broken.value()));
    brokenByOffset.put(offset, broken);
  }

  private static int registerJson(LocalStack stack, String subject) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(stack.registry().url() + "/subjects/" + subject + "/versions"))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            """
                            {"schemaType": "JSON", "schema": "{\\"$schema\\": \
                            \\"http://json-schema.org/draft-07/schema#\\", \\"type\\": \\"object\\"}"}
                            """))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Integer.parseInt(answer.body().replaceAll("\\D+", ""));
  }

  /** Applied, superseded, parked and dead-lettered together. */
  private static double balance(WorkerProcess worker) {
    return worker.metric("ev_records_total");
  }

  private static KafkaProducer<byte[], byte[]> producer(
      Installation installation, String compression) {
    Map<String, Object> properties = new HashMap<>();
    installation.kafkaClient().forEach((key, value) -> properties.put(key.toString(), value));
    properties.put("compression.type", compression);
    properties.put("max.request.size", 64 * 1_048_576);
    properties.put("buffer.memory", 128L * 1_048_576);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      Installation installation, String topic) {
    Map<String, Object> properties = new HashMap<>();
    installation.kafkaClient().forEach((key, value) -> properties.put(key.toString(), value));
    properties.put("isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  /** A broken record as it was sent. */
  @SuppressWarnings("ArrayRecordComponent") // compared by their bytes where it matters
  private record Sent(
      String reason, byte[] key, byte[] value, RecordHeaders headers, long timestamp) {}

  private interface Change extends Consumer<GenericRecord> {}

  /** Sends to partition 0, a good record before every broken one. */
  private final class Sender {
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int id;

    Sender(Installation installation, KafkaProducer<byte[], byte[]> producer, int id) {
      this.topic = installation.topics().oddsEvents();
      this.producer = producer;
      this.id = id;
    }

    void good() throws Exception {
      String event = "good-" + good++;
      send(H2H, wire(id, event(e -> e.put("event_id", event))), new RecordHeaders(), now());
    }

    void broken(String reason, Change change) throws Exception {
      broken(reason, H2H, wire(id, event(change)));
    }

    void broken(String reason, byte[] key, byte[] value) throws Exception {
      broken(reason, key, value, now());
    }

    void broken(String reason, byte[] key, byte[] value, long timestamp) throws Exception {
      good();
      RecordHeaders headers = new RecordHeaders();
      headers.add("trace", new byte[] {0, (byte) 0xFF, 7});
      headers.add("trace", null);
      headers.add("ev-origin-topic", "forged".getBytes(UTF_8));
      Sent sent = new Sent(reason, key, value, headers, timestamp);
      brokenByOffset.put(send(key, value, headers, timestamp), sent);
    }

    private long send(byte[] key, byte[] value, RecordHeaders headers, long timestamp)
        throws Exception {
      return producer
          .send(new ProducerRecord<>(topic, 0, timestamp, key, value, headers))
          .get()
          .offset();
    }

    private long now() {
      return NOON.toEpochMilli();
    }
  }
}
