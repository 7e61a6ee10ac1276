package io.betintel.ev.stream;

import io.betintel.ev.stream.TopicReport.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates missing topics and compares existing ones with their plans. It never changes an existing
 * topic, and creates no topic while a partition count is in conflict: the homes of the events
 * depend on it.
 */
public final class TopicCreator {
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Admin admin;
  private final ExistingTopics existing;

  public TopicCreator(Admin admin) {
    this.admin = admin;
    this.existing = new ExistingTopics(admin);
  }

  /**
   * Returns when every topic can be used.
   *
   * @param dryRun whether to change nothing and only report
   * @return one report per plan, in the plans' order
   * @throws ExecutionException if Kafka refuses or does not answer
   */
  public List<TopicReport> create(List<TopicPlan> plans, boolean dryRun)
      throws ExecutionException, InterruptedException {
    Map<String, TopicReport> found = existing.compare(plans);
    boolean conflict = found.values().stream().anyMatch(report -> report.state() == State.CONFLICT);
    List<TopicPlan> missing =
        plans.stream().filter(plan -> !found.containsKey(plan.name())).toList();
    State state = conflict ? State.WITHHELD : dryRun ? State.WOULD_CREATE : State.CREATED;
    if (state == State.CREATED) {
      found.putAll(createdByOthers(missing));
    }
    return plans.stream()
        .map(plan -> found.getOrDefault(plan.name(), absent(plan, state)))
        .toList();
  }

  private static TopicReport absent(TopicPlan plan, State state) {
    String detail =
        state == State.WITHHELD
            ? "another topic is in conflict"
            : plan.partitions() + " partitions, replication factor " + plan.replicationFactor();
    return new TopicReport(plan.name(), state, List.of(detail));
  }

  /** Creates the topics, and reports on those that another process created meanwhile. */
  private Map<String, TopicReport> createdByOthers(List<TopicPlan> missing)
      throws ExecutionException, InterruptedException {
    List<TopicPlan> lost = new ArrayList<>();
    Map<String, KafkaFuture<Void>> results =
        admin.createTopics(missing.stream().map(TopicCreator::asTopic).toList()).values();
    for (TopicPlan plan : missing) {
      try {
        results.get(plan.name()).get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
        lost.add(plan);
      }
    }
    awaitVisible(missing);
    return existing.compare(lost);
  }

  /** A topic is created when the controller has it; the brokers know it a moment later. */
  private void awaitVisible(List<TopicPlan> plans) throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + VISIBLE_WITHIN.toNanos();
    while (existing.names(plans).size() < plans.size()) {
      if (System.nanoTime() >= end) {
        throw new IllegalStateException(
            "Kafka created the topics, but does not list them after "
                + VISIBLE_WITHIN.toSeconds()
                + " s");
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private static NewTopic asTopic(TopicPlan plan) {
    return new NewTopic(plan.name(), plan.partitions(), plan.replicationFactor())
        .configs(plan.configs());
  }
}
