package io.betintel.ev.consume;

import io.betintel.ev.ops.RootCause;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka for the id that a topic has now. */
public final class TopicLookup {
  private static final long PATIENCE_SECONDS = 5;

  private final Admin admin;
  private final String topic;

  public TopicLookup(Admin admin, String topic) {
    this.admin = admin;
    this.topic = topic;
  }

  /**
   * @throws IllegalStateException if Kafka does not answer or the topic is missing; the message is
   *     for people
   */
  public KnownTopic find() throws InterruptedException {
    try {
      TopicDescription found =
          admin
              .describeTopics(List.of(topic))
              .topicNameValues()
              .get(topic)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new KnownTopic(topic, found.topicId().toString(), found.partitions().size());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownTopicOrPartitionException
          ? new IllegalStateException("topic " + topic + " does not exist: run ev-worker topics", e)
          : new IllegalStateException(
              "Kafka does not describe topic " + topic + ": " + RootCause.of(e), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka does not answer", e);
    }
  }
}
