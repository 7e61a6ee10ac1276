package io.betintel.ev.it;

import static io.betintel.ev.codec.WireEvents.NOON;
import static io.betintel.ev.codec.WireEvents.event;
import static io.betintel.ev.codec.WireEvents.symbol;
import static io.betintel.ev.codec.WireEvents.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.api.Description;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.harness.ApiClient;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.MetricsPage;
import io.betintel.ev.harness.RolloutSteps;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a running worker tells about itself, with and without its database. */
@ExtendWith(LocalStackExtension.class)
final class MetricsIT {
  @Test
  void everyPartIsMeasuredAndADatabaseOutageStopsNoPricing(LocalStack stack) throws Exception {
    try (Installation installation =
            Installation.of(stack).with("EV_WARM_UP", "1s"); // which must not be counted
        SchemaRegistryClient registry = installation.registry();
        KafkaProducer<byte[], byte[]> producer = producer(installation)) {
      int id = registry.getLatestSchemaMetadata(Topics.ODDS_EVENTS_SUBJECT).getId();
      WorkerProcess worker = installation.startOnly("stream,sinks,api").awaitReady();
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

      ApiClient anybody = new ApiClient(worker, Optional.empty(), Description.read());
      CompletableFuture<String> live = anybody.live("/v1/live?bet_type=h2h");
      await().atMost(Duration.ofSeconds(30)).until(() -> worker.metric("ev_api_streams") == 1);
      parkReturnAndGiveUp(producer, installation, id, worker);
      // Switched off meanwhile, which ended the stream.
      assertThat(live.get(30, TimeUnit.SECONDS)).contains("event: opened", "event: closed");
      ApiClient stranger = new ApiClient(worker, Optional.of("ev_nobody"), Description.read());
      assertThat(stranger.get("/v1/bets").status()).isEqualTo(401); // which is counted
      MetricsPage page = MetricsPage.read();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(MetricsPage.families(worker.scrape(), page.others()))
                    .as("helm/METRICS.md, and what a worker tells")
                    .isEqualTo(page.families());
                assertThat(names(worker.metrics())).containsAll(page.used());
              });
    }
  }

  /** What is counted only once it happens. */
  private static void parkReturnAndGiveUp(
      KafkaProducer<byte[], byte[]> producer,
      Installation installation,
      int id,
      WorkerProcess worker)
      throws Exception {
    Duration patience = Duration.ofSeconds(30);
    try (RolloutSteps catalogue = new RolloutSteps(installation)) {
      send(producer, installation, id, "match-3", "player_assists"); // which is off
      catalogue.enable(false, List.of(new BetType("h2h")));
      send(producer, installation, id, "match-4");
      await().atMost(patience).until(() -> worker.metric("ev_parked_waiting") == 2);
      installation.run("parked", "purge", "player_assists", "--yes").done();
      catalogue.enable(true, List.of(new BetType("h2h")));
      await()
          .atMost(patience)
          .until(
              () ->
                  worker.metric("ev_parked_returned_total") == 1
                      && worker.metric("ev_parked_given_up_total") == 1
                      && worker.metric("ev_sweep_lines_total") > 0);
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
            "ev_housekeeping_failures_total",
            "ev_catalogue_version");
    for (String part :
        List.of(
            "catalogue",
            "schema-registry",
            "stream",
            "parked",
            "postgres",
            "redis",
            "drift",
            "api")) {
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
    send(producer, installation, id, match, "h2h");
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      Installation installation,
      int id,
      String match,
      String betType)
      throws Exception {
    byte[] value =
        wire(
            id,
            event(
                e -> {
                  e.put("event_id", match);
                  e.put("bet_type", symbol(e.getSchema(), betType));
                }));
    producer
        .send(
            new ProducerRecord<>(
                installation.topics().oddsEvents(),
                0,
                NOON.toEpochMilli(),
                betType.getBytes(UTF_8),
                value))
        .get();
  }

  private static KafkaProducer<byte[], byte[]> producer(Installation installation) {
    Map<String, Object> properties = new HashMap<>();
    installation.kafkaClient().forEach((key, value) -> properties.put(key.toString(), value));
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
