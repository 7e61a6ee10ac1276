package io.betintel.ev.it;

import static io.betintel.ev.codec.WireEvents.NOON;
import static io.betintel.ev.codec.WireEvents.event;
import static io.betintel.ev.codec.WireEvents.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.harness.FaultyRegistry;
import io.betintel.ev.harness.FaultyRegistry.Fault;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The worker waits for the registry, says why, stays in its group and goes on by itself. */
@ExtendWith(LocalStackExtension.class)
final class RegistryOutageIT {
  private static final byte[] H2H = "h2h".getBytes(UTF_8);

  /** Longer than the stream's thread waits, and than a denied id needs to count as unknown. */
  private static final Duration LONG = Duration.ofSeconds(6);

  private static final Map<Fault, String> REASONS =
      new EnumMap<>(
          Map.of(
              Fault.DOWN, "cannot be reached",
              Fault.SLOW, "cannot be reached",
              Fault.UNAUTHORIZED, "answers HTTP 401",
              Fault.WRONG_URL, "answers HTTP 404",
              Fault.UNAVAILABLE, "answers HTTP 503",
              Fault.WIPED, "does not know our subject"));

  private final String subject = "outage-" + UUID.randomUUID() + "-value";
  private int schemas;
  private int good;

  @Test
  @Tag("full")
  void anOutageIsWaitedForAndNothingIsLost(LocalStack stack) throws Exception {
    survive(stack, List.of(Fault.DOWN));
  }

  @Test
  @Tag("full")
  void everyOutageIsWaitedForAndNothingIsLost(LocalStack stack) throws Exception {
    survive(stack, List.copyOf(REASONS.keySet()));
  }

  private void survive(LocalStack stack, List<Fault> faults) throws Exception {
    try (FaultyRegistry faulty = new FaultyRegistry(stack.registry().url());
        Installation installation = Installation.of(stack);
        SchemaRegistryClient registry = installation.registry();
        KafkaProducer<byte[], byte[]> producer = producer(installation);
        Admin admin = installation.admin()) {
      installation
          .with("EV_SCHEMA_REGISTRY_URL", faulty.url())
          .with("EV_UNKNOWN_SCHEMA_WAIT", "3s");
      WorkerProcess worker = installation.start().awaitReady();
      String topic = installation.topics().oddsEvents();
      send(producer, topic, newSchema(registry));
      awaitApplied(worker);

      for (Fault fault : faults) {
        SchemaOf next = newSchema(registry);
        List<String> before = members(admin, installation);
        faulty.set(fault);
        send(producer, topic, next);

        await(fault + "")
            .atMost(Duration.ofSeconds(40))
            .until(() -> worker.readiness().contains(REASONS.get(fault)));
        assertThat(worker.readiness()).containsPattern(", at " + topic + "-[0-9]+ offset [0-9]+");
        assertThat(worker.ready()).isFalse();
        // The thread that met the outage is replaced by one that waits; from then on nobody moves.
        await(fault + ": the group is at rest")
            .atMost(Duration.ofSeconds(40))
            .until(
                () ->
                    !members(admin, installation).equals(before)
                        && group(admin, installation).groupState() == GroupState.STABLE
                        && members(admin, installation).size() == before.size());
        List<String> members = members(admin, installation);
        int lines = lines(worker);
        faulty.takeRequests();
        // This must be true for a while, not once.
        await(fault + ": waits")
            .during(LONG)
            .atMost(LONG.plusSeconds(5))
            .until(
                () ->
                    worker.status("/health/live") == 200
                        && worker.readiness().contains(REASONS.get(fault)));
        assertThat(group(admin, installation).groupState()).isEqualTo(GroupState.STABLE);
        assertThat(members(admin, installation)).as(fault + "").isEqualTo(members);
        assertThat(faulty.takeRequests()).as(fault + "").isLessThan(80);
        assertThat(lines(worker) - lines).as(fault + "\n" + worker.log()).isLessThan(40);

        faulty.set(Fault.NONE);
        awaitApplied(worker);
        await(fault + ": ready").atMost(Duration.ofSeconds(30)).until(worker::ready);
      }
      assertThat(deadLetters(worker)).isZero();

      send(producer, topic, new SchemaOf(2_000_000_001, OddsEvent.getClassSchema()));
      good--;
      send(producer, topic, newSchema(registry));
      awaitApplied(worker);
      await("dead letter")
          .atMost(Duration.ofSeconds(60))
          .until(() -> deadLetters(worker) == 1); // the good one did not wait for it
      assertThat(worker.metric("ev_records_total", "reason=\"unknown_schema\"")).isEqualTo(1);
      assertThat(worker.metric("ev_records_consumed_total")).isEqualTo(good + 1);
      assertThat(worker.metric("ev_records_total")).isEqualTo(good + 1);
    }
  }

  private void awaitApplied(WorkerProcess worker) {
    await(worker.readiness())
        .atMost(Duration.ofSeconds(60))
        .until(() -> worker.metric("ev_records_total", "outcome=\"applied\"") == good);
  }

  private static double deadLetters(WorkerProcess worker) {
    return worker.metric("ev_records_total", "outcome=\"dead_lettered\"");
  }

  private static int lines(WorkerProcess worker) {
    return (int) worker.log().lines().count();
  }

  private static ConsumerGroupDescription group(Admin admin, Installation installation)
      throws Exception {
    String id = installation.applicationId();
    return admin.describeConsumerGroups(List.of(id)).all().get().get(id);
  }

  private static List<String> members(Admin admin, Installation installation) throws Exception {
    return group(admin, installation).members().stream()
        .map(MemberDescription::consumerId)
        .sorted()
        .toList();
  }

  /** One that the worker has not seen, and can read. */
  private SchemaOf newSchema(SchemaRegistryClient registry) throws Exception {
    String first = "\"fields\":[";
    String ours = OddsEvent.getClassSchema().toString();
    int at = ours.indexOf(first) + first.length();
    String field = "{\"name\":\"extra_" + schemas++ + "\",\"type\":\"int\",\"default\":0},";
    Schema schema = new Schema.Parser().parse(ours.substring(0, at) + field + ours.substring(at));
    return new SchemaOf(registry.register(subject, new AvroSchema(schema)), schema);
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String topic, SchemaOf schema)
      throws Exception {
    GenericRecord event = event(schema.schema());
    event.put("event_id", "match-" + good++);
    if (event.getSchema().getFields().get(0).name().startsWith("extra_")) {
      event.put(0, 0);
    }
    producer
        .send(new ProducerRecord<>(topic, 0, NOON.toEpochMilli(), H2H, wire(schema.id(), event)))
        .get();
  }

  private static KafkaProducer<byte[], byte[]> producer(Installation installation) {
    Map<String, Object> properties = new HashMap<>();
    installation.kafkaClient().forEach((key, value) -> properties.put(key.toString(), value));
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private record SchemaOf(int id, Schema schema) {}
}
