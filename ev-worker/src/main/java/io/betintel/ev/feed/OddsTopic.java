package io.betintel.ev.feed;

import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.RootCause;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic that a feed writes to: how many partitions it has, and a client that writes to it. */
public final class OddsTopic {
  private final KafkaConfig kafka;
  private final String name;

  public OddsTopic(KafkaConfig kafka, String name) {
    this.kafka = kafka;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /**
   * How many partitions the topic has. A producer is never asked: it would wait a minute for a
   * topic that does not exist.
   *
   * @throws FeedSendException if the topic is missing or Kafka does not answer
   */
  public int partitions(Admin admin) throws InterruptedException {
    try {
      return admin
          .describeTopics(List.of(name))
          .allTopicNames()
          .get()
          .get(name)
          .partitions()
          .size();
    } catch (ExecutionException e) {
      throw new FeedSendException(
          e.getCause() instanceof UnknownTopicOrPartitionException
              ? "topic " + name + " is missing: create it with \"ev-worker topics\""
              : "Kafka does not describe the topic " + name + ": " + RootCause.of(e));
    }
  }

  /** A client that loses, repeats and reorders nothing while it lives. */
  public Producer<byte[], byte[]> open() {
    Properties client = kafka.clientProperties();
    client.put(ProducerConfig.ACKS_CONFIG, "all");
    client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, kafka.compression("lz4"));
    client.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    client.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    return new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
