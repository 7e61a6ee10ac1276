package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.status.Answer;
import io.betintel.ev.status.DatabaseState;
import io.betintel.ev.status.Guard;
import io.betintel.ev.status.KafkaState;
import io.betintel.ev.status.StatusReader;
import io.betintel.ev.status.StatusReport;
import io.betintel.ev.status.StatusTargets;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The status of a real installation, with everything there and with parts of it away. */
@ExtendWith(LocalStackExtension.class)
final class StatusIT {
  /** A port below 1024 that nothing uses. */
  private static final String NOBODY = "127.0.0.1:1";

  @Test
  void everyPartIsReadFromARunningInstallation(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      WorkerProcess worker = installation.start().awaitReady();
      sendBrokenRecord(installation);

      URI url = URI.create("http://127.0.0.1:" + worker.port());
      try (StatusReader reader = reader(installation, installation.settings(), url)) {
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> reader.read(Optional.empty()).worker().value().deadLettered() == 1);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> lag(reader.read(Optional.empty()).kafka().value()) == 0);
        StatusReport report = reader.read(reader.offsets());

        assertThat(report.answers()).allMatch(Answer::up).hasSize(5);
        assertThat(report.registry().value()).isPositive();
        KafkaState kafka = report.kafka().value();
        assertThat(kafka.topics())
            .extracting(KafkaState.Topic::partitions)
            .containsOnly(Installation.PARTITIONS)
            .hasSize(5);
        assertThat(kafka.topics().get(0).end()).isEqualTo(1);
        assertThat(report.rate(installation.topics().oddsEvents())).isPresent();
        // The local Kafka is of the worker's version, and our producers are idempotent by default.
        assertThat(kafka.guards())
            .containsExactly(
                new Guard("transaction.version", "2", null),
                new Guard(
                    "producers of " + installation.topics().oddsEvents(), "1 idempotent", null));
        DatabaseState database = report.postgres().value();
        assertThat(database.workers())
            .singleElement()
            .matches(row -> row.version() == database.catalogueVersion());
        assertThat(database.betTypes())
            .contains(
                new DatabaseState.BetTypeRow("h2h", Served.SERVED, "free", 0),
                new DatabaseState.BetTypeRow("player_assists", Served.DISABLED, "admin", 0));
        assertThat(database.best()).isEmpty();
        assertThat(report.redis().value()).isEmpty();
      }
    }
  }

  @Test
  void whatIsAwayOrNotThereYetSaysSoAndTheRestIsRead(LocalStack stack) throws Exception {
    try (Installation installation = Installation.unprepared(stack)) {
      stack.postgres().createDatabase("status");
      installation
          .with("EV_POSTGRES_URL", stack.postgres().jdbcUrl("status"))
          .with("EV_REDIS_URL", "redis://" + NOBODY);

      URI nobody = URI.create("http://" + NOBODY);
      try (StatusReader reader = reader(installation, installation.settings(), nobody)) {
        StatusReport report = reader.read(Optional.empty());

        assertThat(report.allUp()).isFalse();
        assertThat(report.kafka().value().topics())
            .extracting(KafkaState.Topic::partitions)
            .containsOnly(0);
        assertThat(report.postgres().trouble())
            .isEqualTo("the database is not migrated: run ev-worker migrate");
        assertThat(report.redis().trouble()).contains("127.0.0.1");
        assertThat(report.worker().trouble()).isEqualTo("nothing answers there");
      }
    }
  }

  @Test
  void whatRecordsAreNotSafeBySaysWhatToDo(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack);
        Admin admin = installation.admin();
        StatusReader reader = reader(installation, installation.settings(), null)) {
      String producers = "producers of " + installation.topics().oddsEvents();
      assertThat(guard(reader, producers)).isEqualTo(new Guard(producers, "0 idempotent", null));

      Properties careless = installation.kafkaClient();
      careless.put("enable.idempotence", "false");
      careless.put("acks", "1");
      sendBrokenRecord(installation, careless);
      assertThat(guard(reader, producers).value()).isEqualTo("0 idempotent");
      assertThat(guard(reader, producers).remedy())
          .contains("set enable.idempotence=true and acks=all in the feed");

      transactions(admin, 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
      try {
        assertThat(guard(reader, "transaction.version").value()).isEqualTo("1");
        assertThat(guard(reader, "transaction.version").remedy())
            .contains("kafka-features.sh upgrade --feature transaction.version=2");
      } finally {
        transactions(admin, 2, FeatureUpdate.UpgradeType.UPGRADE);
      }
    }
  }

  /** No worker runs: its group has read one of three records on the hop, and all of the input. */
  @Test
  void lagCountsWhatWaitsOnTheHop(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack);
        Admin admin = installation.admin();
        StatusReader reader = reader(installation, installation.settings(), null)) {
      String group = installation.applicationId();
      String hop = group + "-by-event-repartition";
      admin.createTopics(List.of(new NewTopic(hop, 1, (short) 1))).all().get();
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              installation.kafkaClient(), new ByteArraySerializer(), new ByteArraySerializer())) {
        for (int i = 0; i < 3; i++) {
          producer.send(new ProducerRecord<>(hop, new byte[] {1})).get();
        }
      }
      admin
          .alterConsumerGroupOffsets(
              group,
              Map.of(
                  new TopicPartition(installation.topics().oddsEvents(), 0),
                  new OffsetAndMetadata(0),
                  new TopicPartition(hop, 0),
                  new OffsetAndMetadata(1)))
          .all()
          .get();

      assertThat(reader.offsets().orElseThrow().consumers())
          .containsExactly(
              new KafkaState.Consumer(group, installation.topics().oddsEvents(), 2L, 2L));
    }
  }

  private static void transactions(Admin admin, int version, FeatureUpdate.UpgradeType direction)
      throws Exception {
    FeatureUpdate update = new FeatureUpdate((short) version, direction);
    admin
        .updateFeatures(Map.of("transaction.version", update), new UpdateFeaturesOptions())
        .all()
        .get();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                admin
                        .describeFeatures()
                        .featureMetadata()
                        .get()
                        .finalizedFeatures()
                        .get("transaction.version")
                        .maxVersionLevel()
                    == version);
  }

  private static Guard guard(StatusReader reader, String name) {
    return reader.offsets().orElseThrow().guards().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static long lag(KafkaState kafka) {
    return kafka.consumers().stream()
        .mapToLong(consumer -> consumer.lag() == null ? Long.MAX_VALUE : consumer.lag())
        .sum();
  }

  private static StatusReader reader(Installation installation, Settings settings, URI worker) {
    return new StatusReader(
        new StatusTargets(
            KafkaConfig.from(settings),
            installation.topics(),
            Map.of(installation.applicationId(), installation.topics().oddsEvents()),
            RegistryConfig.from(settings),
            PostgresConfig.from(settings),
            RedisConfig.from(settings),
            worker,
            null),
        Clock.systemUTC());
  }

  private static void sendBrokenRecord(Installation installation) throws Exception {
    sendBrokenRecord(installation, installation.kafkaClient());
  }

  private static void sendBrokenRecord(Installation installation, Properties client)
      throws Exception {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
      producer
          .send(
              new ProducerRecord<>(
                  installation.topics().oddsEvents(), "h2h".getBytes(StandardCharsets.UTF_8), null))
          .get();
    }
  }
}
