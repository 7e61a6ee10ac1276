package io.betintel.ev.sink;

import io.betintel.ev.ops.KafkaConfig;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka for the id that a topic has now. */
final class TopicLookup implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final String topic;
  private final Admin admin;

  TopicLookup(KafkaConfig kafka, String topic) {
    this.topic = topic;
    Properties client = kafka.clientProperties();
    client.put("client.id", "ev-sink-topic-lookup");
    this.admin = Admin.create(client);
  }

  /**
   * @throws SinkException of kind AWAY if Kafka does not answer or the topic is not there
   */
  TopicIdentity identity() {
    try {
      String id =
          admin
              .describeTopics(List.of(topic))
              .topicNameValues()
              .get(topic)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .topicId()
              .toString();
      return new TopicIdentity(topic, id);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownTopicOrPartitionException
          ? away("topic " + topic + " does not exist: run ev-worker topics", e)
          : away("Kafka does not describe topic " + topic + ": " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw away("Kafka does not answer", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static SinkException away(String reason, Exception cause) {
    return new SinkException(SinkException.Kind.AWAY, reason, cause);
  }

  @Override
  public void close() {
    admin.close();
  }
}
