package io.betintel.ev.parking;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * A topic as it is now.
 *
 * @param id Kafka's own: a topic made anew has another one
 */
record ParkedTopic(String name, String id, int partitions) {
  private static final long PATIENCE_SECONDS = 5;

  /**
   * @throws IllegalStateException if Kafka does not answer or there is no such topic
   */
  static ParkedTopic find(Admin admin, String name) throws InterruptedException {
    try {
      TopicDescription found =
          admin
              .describeTopics(List.of(name))
              .topicNameValues()
              .get(name)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new ParkedTopic(name, found.topicId().toString(), found.partitions().size());
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Kafka does not describe topic " + name + ": " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka does not answer", e);
    }
  }
}
