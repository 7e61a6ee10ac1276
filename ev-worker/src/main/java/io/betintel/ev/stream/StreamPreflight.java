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

  /** What to do once the input's partition count has changed. */
  static final String OTHER_COUNT =
      "An event's home depends on the count. If the input's was changed: delete odds.parked and"
          + " ev.lines, set EV_PARTITIONS to the input's count, run ev-worker topics, ev-worker sink"
          + " rebuild postgres and ev-worker sink rebuild redis, and take a new EV_APPLICATION_ID:"
          + " under it odds.events is read from its beginning";

  private final Admin admin;
  private final Topics topics;
  private final StreamConfig stream;
  private final TopicSettings topicSettings;

  StreamPreflight(Admin admin, StreamSettings settings) {
    this.admin = admin;
    this.topics = settings.topics();
    this.stream = settings.stream();
    this.topicSettings = settings.topicSettings();
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
            List.of(
                topics.oddsEvents(),
                topics.parked(),
                topics.deadLetters(),
                topics.lines(),
                topics.quarantine()));
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
                topics.oddsEvents(), topics.parked(), stream.hopTopic(), stream.changelogTopic()));
    alike.retainAll(admin.listTopics(new ListTopicsOptions().timeoutMs(ATTEMPT_MS)).names().get());
    Map<String, TopicDescription> found =
        admin
            .describeTopics(alike, new DescribeTopicsOptions().timeoutMs(ATTEMPT_MS))
            .allTopicNames()
            .get();
    Map<String, Integer> counts = new LinkedHashMap<>();
    alike.forEach(name -> counts.put(name, found.get(name).partitions().size()));
    if (Set.copyOf(counts.values()).size() > 1) {
      throw new IllegalStateException("partition counts differ: " + counts + ". " + OTHER_COUNT);
    }
    return counts.get(topics.oddsEvents());
  }

  /**
   * How hop and changelog differ from their plans, one line each: an earlier build or a person made
   * them so. They work, but may lose what the other topics keep.
   *
   * @param partitions of the input
   * @throws IllegalStateException if their cleanup policy deletes records that are still needed
   */
  List<String> differences(int partitions) throws ExecutionException, InterruptedException {
    List<String> differences = new ArrayList<>();
    List<TopicPlan> plans = TopicPlan.internal(stream, topicSettings, partitions);
    for (TopicReport report : new ExistingTopics(admin).compare(plans).values()) {
      for (String detail : report.details()) {
        String difference = report.topic() + ": " + detail;
        if (detail.startsWith(TopicPlan.CLEANUP)) {
          throw new IllegalStateException(difference + ". Change it with kafka-configs.sh");
        }
        differences.add(difference);
      }
    }
    return differences;
  }
}
