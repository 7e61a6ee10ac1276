package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every event is handled by its home partition's task, wherever its records were sent. */
@ExtendWith(LocalStackExtension.class)
final class HomePartitionsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  @Tag("full")
  void eventsAtHomeGoStraightAndOthersTakeOneHop(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      List<MarketSnapshot> events = new OddsGenerator(1, 40).events(300);
      Producers producers = new Producers(installation);
      WorkerProcess worker = installation.start().awaitReady();

      producers.send(Producers.Choice.HOME, events);
      await().atMost(PATIENCE).until(() -> ended(worker) == events.size());
      assertThat(hopEnds(installation)).isZero();

      producers.send(Producers.Choice.ROUND_ROBIN, events);
      await().atMost(PATIENCE).until(() -> ended(worker) == 2 * events.size());
      assertThat(hopEnds(installation)).isPositive();
      new Reckoning(installation).comesOutEven();
    }
  }

  @Test
  @Tag("full")
  void twoWorkersOfTwoThreadsShareOneHotBetType(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack).with("EV_STREAM_THREADS", "2")) {
      List<MarketSnapshot> hot =
          new OddsGenerator(2, 60)
              .events(1_200).stream()
                  .filter(event -> event.betType().symbol().equals("h2h"))
                  .toList();
      WorkerProcess one = installation.start();
      WorkerProcess two = installation.start();
      one.awaitReady();
      two.awaitReady();

      new Producers(installation).send(Producers.Choice.KEY, hot);

      await().atMost(PATIENCE).until(() -> ended(one) + ended(two) == hot.size());
      // By key all of it is in one partition, which one of the two reads.
      assertThat(List.of(consumed(one), consumed(two)))
          .containsExactlyInAnyOrder(0.0, (double) hot.size());
      assertThat(ended(one)).isPositive();
      assertThat(ended(two)).isPositive();
      new Reckoning(installation).comesOutEven();
    }
  }

  @Test
  @Tag("full")
  void hopRecordThatIsNotAtHomeStopsTheWorker(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      MarketSnapshot event = new OddsGenerator(3, 1).events(1).get(0);
      int home = EventPartitioner.home(event.event().id(), Installation.PARTITIONS);
      int elsewhere = (home + 1) % Installation.PARTITIONS;
      WorkerProcess worker = installation.start().awaitReady();

      sendToTheHop(installation, event, elsewhere);

      assertThat(worker.exitCode()).isEqualTo(1);
      assertThat(worker.log())
          .contains("event " + event.event().id())
          .contains("has its home on partition " + home + " but arrived at " + elsewhere)
          .contains("the worker stops rather than split an event");
    }
  }

  @Test
  @Tag("full")
  void unequalPartitionCountsRefuseToStart(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      grow(installation, installation.topics().parked());

      WorkerProcess worker = installation.start();

      assertThat(worker.exitCode()).isEqualTo(1);
      assertThat(worker.log())
          .contains("partition counts differ")
          .contains("odds.events=6")
          .contains("odds.parked=7")
          .contains("take a new EV_APPLICATION_ID");
    }
  }

  @Test
  @Tag("full")
  void inputWithMorePartitionsThanBeforeRefusesToStart(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      WorkerProcess before = installation.start().awaitReady();
      before.terminate();
      before.exitCode();
      grow(installation, installation.topics().oddsEvents());
      grow(installation, installation.topics().parked());

      WorkerProcess worker = installation.start();

      assertThat(worker.exitCode()).isEqualTo(1);
      assertThat(worker.log())
          .contains("partition counts differ")
          .contains("odds.events=7")
          .contains("by-event-repartition=6")
          .contains("markets-changelog=6")
          .contains("take a new EV_APPLICATION_ID");
    }
  }

  private static double consumed(WorkerProcess worker) {
    return worker.metric("ev_records_consumed_total");
  }

  private static double ended(WorkerProcess worker) {
    return worker.metric("ev_records_total");
  }

  /** What was ever written to the hop topic, deleted or not. */
  private static long hopEnds(Installation installation) {
    return installation.contents().ends(hop(installation)).values().stream()
        .mapToLong(end -> end)
        .sum();
  }

  private static String hop(Installation installation) {
    return installation.applicationId() + "-by-event-repartition";
  }

  private static void grow(Installation installation, String topic) throws Exception {
    try (Admin admin = installation.admin()) {
      admin
          .createPartitions(Map.of(topic, NewPartitions.increaseTo(Installation.PARTITIONS + 1)))
          .all()
          .get();
    }
  }

  private static void sendToTheHop(Installation installation, MarketSnapshot event, int partition)
      throws Exception {
    Properties client = installation.kafkaClient();
    try (SchemaRegistryClient registry = installation.registry();
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  hop(installation),
                  partition,
                  event.observedAt().toEpochMilli(),
                  event.betType().symbol().getBytes(StandardCharsets.UTF_8),
                  OddsEventEncoder.latest(registry).encode(event)))
          .get();
    }
  }
}
