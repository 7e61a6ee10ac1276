package io.betintel.ev.cli.feed;

import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.RegistryException;
import io.betintel.ev.codec.RegistryWait;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.feed.OddsEventProducer;
import io.betintel.ev.feed.OddsTopic;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.stream.KafkaWait;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/**
 * What a feed command writes to: the topic, in the registry's latest schema.
 *
 * @param client what the producer sends with
 * @param registryConfig where the schema is from
 */
record FeedTarget(
    OddsEventProducer producer, Producer<byte[], byte[]> client, RegistryConfig registryConfig)
    implements AutoCloseable {

  /**
   * Waits for the registry and for Kafka.
   *
   * @param feed the feed's name, for the worker's metrics
   * @param patience how long to wait for each
   * @param progress told what is waited for
   */
  static FeedTarget open(
      Settings settings, String feed, Duration patience, Consumer<String> progress)
      throws Exception {
    KafkaConfig kafka = KafkaConfig.from(settings);
    OddsTopic topic = new OddsTopic(kafka, Topics.from(settings).oddsEvents());
    RegistryConfig config = RegistryConfig.from(settings);
    OddsEventEncoder encoder;
    try (SchemaRegistryClient registry = RegistryClients.create(config)) {
      new RegistryWait(registry, config.url()).await(patience, progress);
      encoder = OddsEventEncoder.latest(registry);
    }
    int partitions;
    try (Admin admin = new KafkaWait(kafka).await(patience, progress)) {
      partitions = topic.partitions(admin);
    }
    Producer<byte[], byte[]> client = topic.open();
    return new FeedTarget(
        new OddsEventProducer(client, topic.name(), partitions, feed, encoder), client, config);
  }

  /**
   * Sends with what is the registry's latest schema now: a bet type may have been added.
   *
   * @throws RegistryException if it cannot be read; the one in use stays
   */
  void refreshSchema() throws IOException {
    try (SchemaRegistryClient registry = RegistryClients.create(registryConfig)) {
      producer.use(OddsEventEncoder.latest(registry));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
