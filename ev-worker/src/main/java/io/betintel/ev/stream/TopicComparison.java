package io.betintel.ev.stream;

import io.betintel.ev.stream.TopicReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;

/** Compares an existing topic with its plan, and says which differences matter. */
final class TopicComparison {
  private TopicComparison() {}

  static TopicReport compare(TopicPlan plan, TopicDescription found, Config config) {
    int partitions = found.partitions().size();
    if (plan.home() && partitions != plan.partitions()) {
      return new TopicReport(plan.name(), State.CONFLICT, conflict(plan, partitions));
    }
    List<SettingDifference> differences = new ArrayList<>();
    if (partitions != plan.partitions()) {
      differences.add(partitions(plan, partitions));
    }
    int copies = found.partitions().get(0).replicas().size();
    if (copies != plan.replicationFactor()) {
      differences.add(
          new SettingDifference(
              "replication factor",
              Integer.toString(copies),
              Integer.toString(plan.replicationFactor()),
              copies < plan.replicationFactor()
                  ? Optional.of("the end of a broker can lose records")
                  : Optional.empty()));
    }
    plan.configs()
        .forEach(
            (key, wanted) -> {
              ConfigEntry entry = config.get(key);
              String actual = entry == null ? "unknown to this Kafka" : entry.value();
              if (!actual.equals(wanted)) {
                differences.add(SettingDifference.of(key, actual, wanted, plan.compacted()));
              }
            });
    boolean harmful = differences.stream().anyMatch(each -> each.harm().isPresent());
    return new TopicReport(
        plan.name(),
        differences.isEmpty() ? State.OK : harmful ? State.UNSAFE : State.DIFFERS,
        differences.stream().map(SettingDifference::text).toList());
  }

  /** The count decides at which partition, and so at which offset, a key's newest record is. */
  private static SettingDifference partitions(TopicPlan plan, int partitions) {
    return new SettingDifference(
        "partition count",
        Integer.toString(partitions),
        Integer.toString(plan.partitions()),
        plan.compacted()
            ? Optional.of(
                "lines have moved to other partitions if it was changed; run ev-worker sink rebuild"
                    + " postgres and ev-worker sink rebuild redis, then set "
                    + TopicSettings.LINES_PARTITIONS.key()
                    + "="
                    + partitions)
            : Optional.empty());
  }

  private static List<String> conflict(TopicPlan plan, int partitions) {
    return List.of(
        "it has " + partitions + " partitions, wanted " + plan.partitions(),
        "an event's home depends on the count, so input and parked events must have the same, and"
            + " it is fixed",
        "set "
            + TopicSettings.PARTITIONS.key()
            + "="
            + partitions
            + " if every such topic has "
            + partitions
            + "; else take a new application id and topic prefix, and replay");
  }
}
