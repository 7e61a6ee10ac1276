package io.betintel.ev.cli.setup;

import io.betintel.ev.cli.console.SpanConverter;
import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.stream.KafkaWait;
import io.betintel.ev.stream.TopicCreator;
import io.betintel.ev.stream.TopicPlan;
import io.betintel.ev.stream.TopicReport;
import io.betintel.ev.stream.TopicSettings;
import io.betintel.ev.worker.Configuration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "topics",
    description = {
      "Creates the topics that are missing and compares those that are there.",
      "An existing topic is never changed. A setting that differs is reported and no failure:"
          + " somebody may have had a reason. A partition count that cannot work is a failure, and"
          + " nothing is created."
    },
    mixinStandardHelpOptions = true)
public final class TopicsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "SPAN",
      defaultValue = "30s",
      converter = SpanConverter.class,
      description = "How long to wait for Kafka to be up (default: ${DEFAULT-VALUE}).")
  private Duration patience;

  @Override
  public Integer call() throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    KafkaConfig kafka = KafkaConfig.from(settings);
    List<TopicPlan> plans = TopicPlan.of(Topics.from(settings), TopicSettings.from(settings));
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      new KafkaWait(admin, kafka.bootstrapServers())
          .await(patience, spec.commandLine().getErr()::println);
      List<TopicReport> reports = new TopicCreator(admin).create(plans, dryRun);
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
