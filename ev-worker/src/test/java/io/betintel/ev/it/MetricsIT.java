package io.betintel.ev.it;

import static io.betintel.ev.codec.WireEvents.NOON;
import static io.betintel.ev.codec.WireEvents.event;
import static io.betintel.ev.codec.WireEvents.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.codec.Topics;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a running worker tells about itself, with and without its database. */
@ExtendWith(LocalStackExtension.class)
final class MetricsIT {
  private static final byte[] H2H = "h2h".getBytes(UTF_8);

  @Test
  void everyPartIsMeasuredAndADatabaseOutageStopsNoPricing(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack);
        SchemaRegistryClient registry = installation.registry();
        KafkaProducer<byte[], byte[]> producer = producer(installation)) {
      int id = registry.getLatestSchemaMetadata(Topics.ODDS_EVENTS_SUBJECT).getId();
      WorkerProcess worker = installation.start().awaitReady();
      assertThat(worker.status("/health/started")).isEqualTo(200);
      balanceIsZero(worker.metrics());

      send(producer, installation, id, "match-1");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> everythingIsThere(worker.metrics()));

      stack.postgres().stop();
      try {
        await()
            .atMost(Duration.ofSeconds(40))
            .until(() -> worker.readiness().contains("postgres WAITING"));
        assertThat(worker.ready()).isFalse();
        assertThat(worker.metrics())
            .containsEntry("ev_part_up{part=\"postgres\"}", 0.0)
            .containsEntry("ev_part_up{part=\"stream\"}", 1.0);
        send(producer, installation, id, "match-2");
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> worker.metric("ev_records_total", "outcome=\"applied\"") == 2);
        assertThat(worker.readiness()).contains("stream UP running");
        assertThat(worker.status("/health/live")).isEqualTo(200);
      } finally {
        stack.postgres().start();
      }
      await().atMost(Duration.ofSeconds(40)).until(worker::ready);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> worker.metric("ev_sink_lines_written_total", "sink=\"postgres\"") == 2);
    }
  }

  private static void balanceIsZero(Map<String, Double> metrics) {
    assertThat(metrics).containsEntry("ev_records_consumed_total", 0.0);
    for (String outcome : List.of("applied", "superseded", "parked", "dead_lettered")) {
      assertThat(metrics)
          .containsEntry(
              "ev_records_total{bet_type=\"none\",outcome=\"" + outcome + "\",reason=\"none\"}",
              0.0);
    }
  }

  private static void everythingIsThere(Map<String, Double> metrics) {
    assertThat(names(metrics))
        .contains(
            "jvm_memory_used_bytes",
            "hikaricp_connections_active",
            "kafka_stream_client_state",
            "kafka_stream_thread_process_total",
            "kafka_producer_record_send_total",
            "kafka_consumer_fetch_manager_records_consumed_total",
            "ev_lines_published_total",
            "ev_publish_latency_seconds_count",
            "ev_sink_latency_seconds_bucket",
            "ev_sink_batch_seconds_bucket",
            "ev_sink_records_reduced_total",
            "ev_sink_failures_total",
            "ev_catalogue_version");
    for (String part :
        List.of("catalogue", "schema-registry", "stream", "parked", "postgres", "redis", "drift")) {
      assertThat(metrics).containsEntry("ev_part_up{part=\"" + part + "\"}", 1.0);
    }
    for (String sink : List.of("postgres", "redis")) {
      assertThat(metrics)
          .containsEntry("ev_sink_lag_records{sink=\"" + sink + "\"}", 0.0)
          .containsEntry("ev_sink_lag_seconds{sink=\"" + sink + "\"}", 0.0)
          .containsEntry("ev_sink_latency_seconds_count{sink=\"" + sink + "\"}", 1.0);
      assertThat(metrics.keySet())
          .as("the sink's own consumer")
          .anyMatch(name -> name.startsWith("kafka_consumer_") && name.contains("-" + sink));
    }
  }

  private static List<String> names(Map<String, Double> metrics) {
    return metrics.keySet().stream().map(name -> name.replaceAll("\\{.*", "")).distinct().toList();
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, Installation installation, int id, String match)
      throws Exception {
    byte[] value = wire(id, event(e -> e.put("event_id", match)));
    producer
        .send(
            new ProducerRecord<>(
                installation.topics().oddsEvents(), 0, NOON.toEpochMilli(), H2H, value))
        .get();
  }

  private static KafkaProducer<byte[], byte[]> producer(Installation installation) {
    Map<String, Object> properties = new HashMap<>();
    installation.kafkaClient().forEach((key, value) -> properties.put(key.toString(), value));
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
