package io.betintel.ev.parking;

import io.betintel.ev.consume.PlacedConsumer;
import io.betintel.ev.ops.KafkaConfig;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The properties of a replayer's Kafka clients, the topics they use and the rate of return. */
public record ReplayerClients(KafkaConfig kafka, ParkingRoute route, ParkingConfig config) {
  private static final int MOST_PER_BATCH = 500;

  Properties consumer() {
    return PlacedConsumer.properties(
        kafka, route.group(), Math.min(MOST_PER_BATCH, config.recordsPerSecond()));
  }

  Properties producer() {
    Properties client = kafka.clientProperties();
    client.put("client.id", route.group());
    client.put("acks", "all");
    client.put("enable.idempotence", "true"); // keeps the order when a send is repeated
    client.put("linger.ms", "5");
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
