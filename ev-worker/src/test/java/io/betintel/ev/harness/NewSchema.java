package io.betintel.ev.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.WireEvents;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events in schemas that no worker has seen, so that it has to ask the registry. */
public final class NewSchema {
  private static final String FIELDS = "\"fields\":[";

  private final Installation installation;
  private final String subject = "new-" + UUID.randomUUID() + "-value";
  private int count;

  public NewSchema(Installation installation) {
    this.installation = installation;
  }

  /** Registers a schema and sends one event; returns when the broker has it. */
  public void send() throws Exception {
    String field = "extra_" + count++;
    String ours = OddsEvent.getClassSchema().toString();
    int at = ours.indexOf(FIELDS) + FIELDS.length();
    String more = "{\"name\":\"" + field + "\",\"type\":\"int\",\"default\":0},";
    Schema schema = new Schema.Parser().parse(ours.substring(0, at) + more + ours.substring(at));
    GenericRecord event = WireEvents.event(schema);
    event.put(field, 0);
    event.put("event_id", "match-" + count);
    try (SchemaRegistryClient registry = installation.registry();
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                installation.kafkaClient(), new ByteArraySerializer(), new ByteArraySerializer())) {
      int id = registry.register(subject, new AvroSchema(schema));
      producer
          .send(
              new ProducerRecord<>(
                  installation.topics().oddsEvents(),
                  0,
                  WireEvents.NOON.toEpochMilli(),
                  "h2h".getBytes(UTF_8),
                  WireEvents.wire(id, event)))
          .get();
    }
  }
}
