package io.betintel.ev.stream;

import io.betintel.ev.stream.TopicReport.State;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;

/** Compares an existing topic with its plan. */
final class TopicComparison {
  private TopicComparison() {}

  static TopicReport compare(TopicPlan plan, TopicDescription found, Config config) {
    int partitions = found.partitions().size();
    if (plan.home() && partitions != plan.partitions()) {
      return new TopicReport(plan.name(), State.CONFLICT, conflict(plan, partitions));
    }
    List<String> differences = new ArrayList<>();
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
              ConfigEntry entry = config.get(key);
              String actual = entry == null ? "not known to this Kafka" : entry.value();
              if (!actual.equals(wanted)) {
                differences.add(key + " is " + actual + ", wanted " + wanted);
              }
            });
    State state = differences.isEmpty() ? State.OK : State.DIFFERS;
    return new TopicReport(plan.name(), state, differences);
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
