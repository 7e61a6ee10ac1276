package io.betintel.ev.parking;

import io.betintel.ev.ops.KafkaConfig;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The properties of the quarantine's Kafka clients.
 *
 * @param topic the quarantine's
 * @param route where its records go
 */
public record QuarantineClients(KafkaConfig kafka, String topic, ParkingRoute route) {

  /** The consumer group whose members share the partitions. */
  String group() {
    return group(route.application());
  }

  /** The consumer group of an application. */
  public static String group(String application) {
    return application + "-quarantine";
  }

  Properties consumer() {
    Properties client = kafka.clientProperties();
    client.put("group.id", group());
    client.put("client.id", group());
    client.put("isolation.level", "read_committed");
    client.put("enable.auto.commit", "false");
    client.put("auto.offset.reset", "earliest");
    client.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    client.put("key.deserializer", ByteArrayDeserializer.class.getName());
    client.put("value.deserializer", ByteArrayDeserializer.class.getName());
    return client;
  }

  Properties producer() {
    Properties client = kafka.clientProperties();
    client.put("client.id", group());
    // The group's generation fences a zombie, so that each producer has an id of its own.
    client.put("transactional.id", group() + "-" + UUID.randomUUID());
    client.put("transaction.timeout.ms", "10000");
    client.put("acks", "all");
    client.put("compression.type", kafka.compression("lz4"));
    client.put("max.request.size", Integer.toString(route.largestRecord()));
    client.put("buffer.memory", Long.toString(Math.max(33_554_432L, 2L * route.largestRecord())));
    // The hop topic does not exist before the stream has first run.
    client.put("max.block.ms", "10000");
    client.put("delivery.timeout.ms", "30000");
    client.put("request.timeout.ms", "10000");
    client.put("key.serializer", ByteArraySerializer.class.getName());
    client.put("value.serializer", ByteArraySerializer.class.getName());
    return client;
  }
}
