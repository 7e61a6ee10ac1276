package io.betintel.ev.cli.setup;

import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.cli.console.WaitOption;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.stream.ExistingTopics;
import io.betintel.ev.stream.KafkaWait;
import io.betintel.ev.stream.StreamConfig;
import io.betintel.ev.stream.TopicCreator;
import io.betintel.ev.stream.TopicPlan;
import io.betintel.ev.stream.TopicReport;
import io.betintel.ev.stream.TopicSettings;
import io.betintel.ev.worker.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "topics",
    description = {
      "Creates the missing topics and compares the existing ones with what they should be, also the"
          + " two that the worker creates by itself.",
      "It changes no existing topic. Exit code 1 if a difference can lose records, delete them too"
          + " early or show wrong prices; a difference that does not matter is only reported. A"
          + " partition count that cannot work is a conflict, and nothing is created.",
      "Waits for Kafka, 60s or as long as --wait says."
    },
    mixinStandardHelpOptions = true)
public final class TopicsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--dry-run", description = "Print what would be done and change nothing.")
  private boolean dryRun;

  @Mixin private WaitOption wait;

  @Override
  public Integer call() throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    KafkaConfig kafka = KafkaConfig.from(settings);
    Topics topics = Topics.from(settings);
    TopicSettings topicSettings = TopicSettings.from(settings);
    List<TopicPlan> plans = TopicPlan.of(topics, topicSettings);
    List<TopicPlan> internal =
        TopicPlan.internal(
            StreamConfig.from(settings, topics), topicSettings, topicSettings.partitions());
    try (Admin admin =
        new KafkaWait(kafka).await(wait.patience(), spec.commandLine().getErr()::println)) {
      List<TopicReport> reports = new ArrayList<>(new TopicCreator(admin).create(plans, dryRun));
      reports.addAll(new ExistingTopics(admin).compare(internal).values());
      TextTable table = new TextTable("TOPIC", "STATE", "DETAIL");
      for (TopicReport report : reports) {
        List<String> details = report.details().isEmpty() ? List.of("") : report.details();
        table.row(report.topic(), report.state().label(), details.get(0));
        details.stream().skip(1).forEach(detail -> table.row("", "", detail));
      }
      table.print(spec.commandLine().getOut());
      return reports.stream().anyMatch(TopicReport::fails) ? 1 : 0;
    }
  }
}
