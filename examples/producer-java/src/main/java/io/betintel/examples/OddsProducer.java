package io.betintel.examples;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Sends odds events to ev-worker: a match of tomorrow at two bookmakers; with {@code --suspend
 * BOOKMAKER}, that the bookmaker takes no bets on it. Needs kafka-clients, avro and Confluent's
 * kafka-avro-serializer on the class path; reads the same environment as ev-worker.
 *
 * <p>Events are generic records of the registry's latest schema, not generated classes, so that it
 * can also send a bet type that was added after it was compiled.
 */
public final class OddsProducer {
  /** The registry's subject has this name, whatever prefix the topic has. */
  private static final String CONTRACT = "odds.events";

  private static final String EVENT_ID = "sample-harbour-city-north-end";

  private final Schema schema;
  private final KafkaAvroSerializer avro;
  private final KafkaProducer<String, byte[]> producer;
  private final String topic;

  private OddsProducer(
      Schema schema,
      KafkaAvroSerializer avro,
      KafkaProducer<String, byte[]> producer,
      String topic) {
    this.schema = schema;
    this.avro = avro;
    this.producer = producer;
    this.topic = topic;
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> environment = System.getenv();
    String registryUrl = environment.get("EV_SCHEMA_REGISTRY_URL");
    String topic = environment.getOrDefault("EV_TOPIC_PREFIX", "") + CONTRACT;
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", environment.get("EV_KAFKA_BOOTSTRAP_SERVERS"));
    config.put("key.serializer", StringSerializer.class); // plain text, never Avro
    config.put("value.serializer", ByteArraySerializer.class);
    config.put("enable.idempotence", true);
    Map<String, Object> avroConfig = new HashMap<>();
    avroConfig.put("schema.registry.url", registryUrl);
    avroConfig.put("auto.register.schemas", false); // `ev-worker schemas` registers
    avroConfig.put("use.latest.version", true);
    try (SchemaRegistryClient registry = new CachedSchemaRegistryClient(registryUrl, 100);
        KafkaAvroSerializer avro = new KafkaAvroSerializer(registry, avroConfig);
        KafkaProducer<String, byte[]> producer = new KafkaProducer<>(config)) {
      Schema latest =
          new Schema.Parser()
              .parse(registry.getLatestSchemaMetadata(CONTRACT + "-value").getSchema());
      OddsProducer odds = new OddsProducer(latest, avro, producer, topic);
      if (args.length == 2 && args[0].equals("--suspend")) {
        odds.suspend(args[1], Instant.now());
      } else {
        odds.sendSample(Instant.now());
      }
    }
  }

  private void sendSample(Instant now) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    sent.add(send("pinnacle", "h2h", now, homeWins(1.90), awayWins(2.00)));
    sent.add(send("pinnacle", "totals", now, total("Over", 1.93), total("Under", 1.93)));
    sent.add(send("draftkings", "h2h", now, homeWins(1.87), awayWins(1.95)));
    sent.add(send("draftkings", "totals", now, total("Over", 1.91), total("Under", 1.89)));
    awaitAll(sent);
  }

  /** Says that the bookmaker takes no bets on the match: its markets without outcomes. */
  private void suspend(String bookmaker, Instant now) throws Exception {
    awaitAll(List.of(send(bookmaker, "h2h", now), send(bookmaker, "totals", now)));
  }

  private static void awaitAll(List<Future<RecordMetadata>> sent) throws Exception {
    for (Future<RecordMetadata> one : sent) {
      RecordMetadata acknowledged = one.get(); // throws what went wrong
      System.out.println("sent to " + acknowledged);
    }
  }

  /** One bookmaker's whole snapshot of one market, which replaces its earlier one. */
  private Future<RecordMetadata> send(
      String bookmaker, String betType, Instant observedAt, GenericRecord... outcomes) {
    Schema betTypes = schema.getField("bet_type").schema();
    if (!betTypes.hasEnumSymbol(betType)) {
      throw new IllegalArgumentException(betType + " is not in the registry's schema");
    }
    GenericRecord event =
        new GenericRecordBuilder(schema)
            .set("event_id", EVENT_ID)
            .set("sport_key", "icehockey_sample")
            .set("commence_time", observedAt.plus(Duration.ofDays(1)).toEpochMilli())
            .set("home_team", "Harbour City")
            .set("away_team", "North End")
            .set("bookmaker", bookmaker)
            .set("bet_type", new GenericData.EnumSymbol(betTypes, betType))
            .set("outcomes", List.of(outcomes))
            .set("last_update", observedAt.minusSeconds(5).toEpochMilli())
            .build();
    int partition = home(EVENT_ID, producer.partitionsFor(topic).size());
    long timestamp = observedAt.toEpochMilli(); // when the feed saw the odds, not when it sent them
    byte[] value = avro.serialize(CONTRACT, event);
    return producer.send(new ProducerRecord<>(topic, partition, timestamp, betType, value));
  }

  /** The event's home partition: schemas/partitioner-vectors.json has examples. */
  static int home(String eventId, int partitions) {
    byte[] id = eventId.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(id)) % partitions;
  }

  private GenericRecord homeWins(double price) {
    return outcome("Harbour City", null, price);
  }

  private GenericRecord awayWins(double price) {
    return outcome("North End", null, price);
  }

  private GenericRecord total(String side, double price) {
    return outcome(side, 5.5, price);
  }

  private GenericRecord outcome(String name, Double point, double decimalPrice) {
    return new GenericRecordBuilder(schema.getField("outcomes").schema().getElementType())
        .set("name", name)
        .set("point", point)
        .set("price", decimalPrice)
        .build();
  }
}
