package io.betintel.ev.consume;

import io.betintel.ev.ops.RootCause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks Kafka for the id that a topic has now. A client without an answer is made again: one whose
 * connection a firewall had forgotten never got an answer any more (seen in 4.3.1). Owned by one
 * thread.
 */
public final class TopicLookup implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final Supplier<Admin> clients;
  private final String topic;
  private Admin admin; // null until it is asked, and after it gave no answer

  /**
   * @param clients opens a client, which is closed here
   */
  public TopicLookup(Supplier<Admin> clients, String topic) {
    this.clients = clients;
    this.topic = topic;
  }

  /**
   * @throws IllegalStateException if Kafka does not answer or the topic is missing; the message is
   *     for people
   */
  public KnownTopic find() throws InterruptedException {
    try {
      if (admin == null) {
        admin = clients.get();
      }
      TopicDescription found =
          admin
              .describeTopics(List.of(topic))
              .topicNameValues()
              .get(topic)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new KnownTopic(topic, found.topicId().toString(), found.partitions().size());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new IllegalStateException(
            "topic " + topic + " does not exist: run ev-worker topics", e);
      }
      throw cannotBeDescribed(e.getCause());
    } catch (TimeoutException e) {
      close();
      throw new IllegalStateException("Kafka does not answer", e);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) { // its name has no address now
      throw cannotBeDescribed(e);
    }
  }

  private IllegalStateException cannotBeDescribed(Throwable cause) {
    close();
    return new IllegalStateException(
        "Kafka does not describe topic " + topic + ": " + RootCause.of(cause), cause);
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
  }
}
