package io.betintel.ev.stream;

import io.betintel.ev.stream.TopicReport.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Creates the topics that are missing and compares those that are there. It never changes an
 * existing topic, and creates none while a partition count is in conflict: the homes of the markets
 * depend on it.
 */
public final class TopicCreator {
  private final Admin admin;

  public TopicCreator(Admin admin) {
    this.admin = admin;
  }

  /**
   * @param dryRun whether only to say what would be done
   * @return one report per plan, in the plans' order
   * @throws ExecutionException if Kafka refuses or does not answer
   */
  public List<TopicReport> create(List<TopicPlan> plans, boolean dryRun)
      throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> existing = existing(plans);
    Map<String, Config> configs = configs(existing.keySet());
    Map<String, List<String>> conflicts = conflicts(plans, existing);
    List<TopicReport> reports = new ArrayList<>();
    List<TopicPlan> missing = new ArrayList<>();
    for (TopicPlan plan : plans) {
      TopicDescription found = existing.get(plan.name());
      if (found == null) {
        missing.add(plan);
        reports.add(absent(plan, !conflicts.isEmpty(), dryRun));
      } else if (conflicts.containsKey(plan.name())) {
        reports.add(new TopicReport(plan.name(), State.CONFLICT, conflicts.get(plan.name())));
      } else {
        List<String> differences = differences(plan, found, configs.get(plan.name()));
        State state = differences.isEmpty() ? State.OK : State.DIFFERS;
        reports.add(new TopicReport(plan.name(), state, differences));
      }
    }
    if (!dryRun && conflicts.isEmpty() && !missing.isEmpty()) {
      admin.createTopics(missing.stream().map(TopicCreator::asTopic).toList()).all().get();
    }
    return reports;
  }

  private static TopicReport absent(TopicPlan plan, boolean withheld, boolean dryRun) {
    if (withheld) {
      return new TopicReport(plan.name(), State.WITHHELD, List.of("another topic is in conflict"));
    }
    String detail =
        plan.partitions() + " partitions, replication factor " + plan.replicationFactor();
    return new TopicReport(
        plan.name(), dryRun ? State.WOULD_CREATE : State.CREATED, List.of(detail));
  }

  private static Map<String, List<String>> conflicts(
      List<TopicPlan> plans, Map<String, TopicDescription> existing) {
    Map<String, List<String>> conflicts = new HashMap<>();
    for (TopicPlan plan : plans) {
      TopicDescription found = existing.get(plan.name());
      if (plan.home() && found != null && found.partitions().size() != plan.partitions()) {
        int count = found.partitions().size();
        conflicts.put(
            plan.name(),
            List.of(
                count + " partitions, wanted " + plan.partitions(),
                "input and parked events must have the same count, and it is fixed: set "
                    + TopicSettings.PARTITIONS.key()
                    + "="
                    + count
                    + " if every such topic has "
                    + count
                    + ", or take a new application id and topic prefix and replay"));
      }
    }
    return conflicts;
  }

  private static List<String> differences(TopicPlan plan, TopicDescription found, Config config) {
    List<String> differences = new ArrayList<>();
    int partitions = found.partitions().size();
    if (partitions != plan.partitions()) {
      differences.add("it has " + partitions + " partitions, wanted " + plan.partitions());
    }
    int copies = found.partitions().get(0).replicas().size();
    if (copies != plan.replicationFactor()) {
      differences.add("replication factor is " + copies + ", wanted " + plan.replicationFactor());
    }
    plan.configs()
        .forEach(
            (key, wanted) -> {
              String actual =
                  Optional.ofNullable(config.get(key)).map(ConfigEntry::value).orElse("not known");
              if (!actual.equals(wanted)) {
                differences.add(key + " is " + actual + ", wanted " + wanted);
              }
            });
    return differences;
  }

  private Map<String, TopicDescription> existing(List<TopicPlan> plans)
      throws ExecutionException, InterruptedException {
    Set<String> names = admin.listTopics().names().get();
    List<String> present = plans.stream().map(TopicPlan::name).filter(names::contains).toList();
    return admin.describeTopics(present).allTopicNames().get();
  }

  private Map<String, Config> configs(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> resources =
        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    return admin.describeConfigs(resources).all().get().entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }

  private static NewTopic asTopic(TopicPlan plan) {
    return new NewTopic(plan.name(), plan.partitions(), plan.replicationFactor())
        .configs(plan.configs());
  }
}
