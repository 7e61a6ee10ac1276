package io.betintel.ev.stream;

import io.betintel.ev.codec.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Checks the topics before the stream starts. Streams itself reports unequal partition counts
 * badly: it may say RUNNING and leave partitions unread.
 */
final class StreamPreflight {
  /** The client's own timeout is a minute, in which the worker could not say what is missing. */
  private static final int ATTEMPT_MS = 3_000;

  private final Admin admin;
  private final Topics topics;
  private final String applicationId;

  StreamPreflight(Admin admin, Topics topics, String applicationId) {
    this.admin = admin;
    this.topics = topics;
    this.applicationId = applicationId;
  }

  /**
   * The topics that are missing.
   *
   * @throws ExecutionException if Kafka refuses or does not answer
   */
  List<String> missing() throws ExecutionException, InterruptedException {
    Set<String> names =
        admin.listTopics(new ListTopicsOptions().timeoutMs(ATTEMPT_MS)).names().get();
    List<String> missing =
        new ArrayList<>(
            List.of(topics.oddsEvents(), topics.parked(), topics.deadLetters(), topics.lines()));
    missing.removeAll(names);
    return missing;
  }

  /**
   * The partition count that input, parked, hop and changelog share.
   *
   * @throws IllegalStateException if they do not
   */
  int partitions() throws ExecutionException, InterruptedException {
    List<String> alike =
        new ArrayList<>(
            List.of(
                topics.oddsEvents(),
                topics.parked(),
                applicationId + "-" + OddsTopology.HOP + "-repartition",
                applicationId + "-" + OddsTopology.MARKETS + "-changelog"));
    alike.retainAll(admin.listTopics(new ListTopicsOptions().timeoutMs(ATTEMPT_MS)).names().get());
    Map<String, TopicDescription> found =
        admin
            .describeTopics(alike, new DescribeTopicsOptions().timeoutMs(ATTEMPT_MS))
            .allTopicNames()
            .get();
    Map<String, Integer> counts = new LinkedHashMap<>();
    alike.forEach(name -> counts.put(name, found.get(name).partitions().size()));
    if (Set.copyOf(counts.values()).size() > 1) {
      throw new IllegalStateException(
          "partition counts differ: "
              + counts
              + ". An event's home depends on the count: take a new EV_APPLICATION_ID and an"
              + " odds.parked with the input's count, and replay odds.events");
    }
    return counts.get(topics.oddsEvents());
  }
}
