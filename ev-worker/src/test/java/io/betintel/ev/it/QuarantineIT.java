package io.betintel.ev.it;

import static io.betintel.ev.codec.WireEvents.NOON;
import static io.betintel.ev.codec.WireEvents.event;
import static io.betintel.ev.codec.WireEvents.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.harness.FaultyRegistry;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records whose schemas the registry does not know hold up no other record, and none is lost. */
@ExtendWith(LocalStackExtension.class)
final class QuarantineIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] H2H = "h2h".getBytes(UTF_8);
  private static final int FIRST_UNKNOWN = 2_000_000_000;

  /** 100 good records, 50 of as many unknown schemas and 5 of one that is registered late. */
  @Test
  void fiftyUnknownSchemasDelayNoGoodRecordAndARestartLosesNone(LocalStack stack) throws Exception {
    try (FaultyRegistry faulty = new FaultyRegistry(stack.registry().url());
        Installation installation = Installation.of(stack);
        SchemaRegistryClient registry = installation.registry();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                installation.kafkaClient(), new ByteArraySerializer(), new ByteArraySerializer())) {
      String odds = installation.topics().oddsEvents();
      int ours =
          registry.register(
              "aside-" + UUID.randomUUID(), new AvroSchema(OddsEvent.getClassSchema()));
      Schema newer = newer();
      int late = registry.register("aside-" + UUID.randomUUID(), new AvroSchema(newer));
      faulty.hide(late);
      // No id is unknown for good while the first worker runs: the good ones cannot have waited.
      installation
          .with("EV_SCHEMA_REGISTRY_URL", faulty.url())
          .with("EV_UNKNOWN_SCHEMA_WAIT", "1h");
      WorkerProcess first = installation.start().awaitReady();
      for (int i = 0; i < 100; i++) {
        send(producer, odds, ours, event(e -> {}), "good-" + i);
        if (i % 2 == 0) {
          send(producer, odds, FIRST_UNKNOWN + i, event(e -> {}), "unknown-" + i);
        }
        if (i % 20 == 0) {
          GenericRecord event = event(newer);
          event.put("extra", 0);
          send(producer, odds, late, event, "late-" + i);
        }
      }
      await()
          .atMost(PATIENCE)
          .until(() -> first.metric("ev_records_total", "outcome=\"applied\"") == 100);
      await().atMost(PATIENCE).until(() -> first.metric("ev_records_quarantined_total") == 55);
      assertThat(first.metric("ev_records_consumed_total")).isEqualTo(155);
      assertThat(first.metric("ev_records_total")).isEqualTo(100);
      assertThat(first.ready()).isTrue();
      await().atMost(PATIENCE).until(() -> first.metric("ev_quarantine_waiting") >= 55);
      first.kill();

      faulty.hide(0);
      WorkerProcess second = installation.with("EV_UNKNOWN_SCHEMA_WAIT", "2s").start();
      second.awaitReady();
      await()
          .atMost(PATIENCE)
          .until(() -> second.metric("ev_records_total", "reason=\"unknown_schema\"") == 50);
      await()
          .atMost(PATIENCE)
          .until(() -> second.metric("ev_records_total", "outcome=\"applied\"") == 5);
      // consumed = applied + dead-lettered, over both: 155 = 100 + 5 + 50.
      assertThat(second.metric("ev_records_consumed_total")).isZero();
      assertThat(second.metric("ev_records_total")).isEqualTo(55);
      assertThat(second.metric("ev_quarantine_released_total")).isEqualTo(5);
      await().atMost(PATIENCE).until(() -> second.metric("ev_quarantine_waiting") == 0);

      var letters = installation.contents().read(installation.topics().deadLetters());
      assertThat(letters)
          .extracting(letter -> ByteBuffer.wrap(letter.value()).getInt(1))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 50).mapToObj(i -> FIRST_UNKNOWN + 2 * i).toList());
      assertThat(letters)
          .allSatisfy(
              letter -> {
                assertThat(EvHeaders.text(letter.headers(), EvHeaders.REASON))
                    .contains("unknown_schema");
                assertThat(EvHeaders.text(letter.headers(), EvHeaders.ORIGIN_TOPIC)).contains(odds);
              });
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      int schema,
      GenericRecord event,
      String match)
      throws Exception {
    event.put("event_id", match);
    producer
        .send(new ProducerRecord<>(topic, null, NOON.toEpochMilli(), H2H, wire(schema, event)))
        .get();
  }

  /** Ours with one more field in front. */
  private static Schema newer() {
    String fields = "\"fields\":[";
    String ours = OddsEvent.getClassSchema().toString();
    int at = ours.indexOf(fields) + fields.length();
    return new Schema.Parser()
        .parse(
            ours.substring(0, at)
                + "{\"name\":\"extra\",\"type\":\"int\",\"default\":0},"
                + ours.substring(at));
  }
}
