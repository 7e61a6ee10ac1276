package io.betintel.ev.stream;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Compares the planned topics that exist with their plans. */
public final class ExistingTopics {
  private final Admin admin;

  public ExistingTopics(Admin admin) {
    this.admin = admin;
  }

  /**
   * Compares each plan with its topic.
   *
   * @return by topic, in the plans' order; a missing topic has none
   * @throws ExecutionException if Kafka refuses or does not answer
   */
  public Map<String, TopicReport> compare(List<TopicPlan> plans)
      throws ExecutionException, InterruptedException {
    Set<String> names = names(plans);
    Map<String, TopicDescription> descriptions = admin.describeTopics(names).allTopicNames().get();
    Map<String, Config> configs = configs(names);
    Map<String, TopicReport> reports = new LinkedHashMap<>();
    for (TopicPlan plan : plans) {
      String name = plan.name();
      if (names.contains(name)) {
        reports.put(name, TopicComparison.compare(plan, descriptions.get(name), configs.get(name)));
      }
    }
    return reports;
  }

  Set<String> names(List<TopicPlan> plans) throws ExecutionException, InterruptedException {
    Set<String> names =
        plans.stream().map(TopicPlan::name).collect(Collectors.toCollection(HashSet::new));
    names.retainAll(admin.listTopics().names().get());
    return names;
  }

  private Map<String, Config> configs(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> resources =
        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    return admin.describeConfigs(resources).all().get().entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }
}
