package io.betintel.ev.cli;

import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.feed.FeedImport;
import io.betintel.ev.feed.ImportReport;
import io.betintel.ev.feed.ImportSummary;
import io.betintel.ev.feed.OddsEventProducer;
import io.betintel.ev.feed.OddsFormat;
import io.betintel.ev.feed.OddsTopic;
import io.betintel.ev.feed.ProgressBar;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.Settings;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads files and sends what is in them. */
@Command(
    name = "import",
    description = {
      "Sends the odds in files, whichever of these each of them is:",
      "  - a response of The Odds API, version 4: /odds, /events/{id}/odds, or historical",
      "  - a season of football-data.co.uk, whose opening and closing prices become two events",
      "",
      "The record timestamp is when the odds were observed: the historical response's own, else the"
          + " file's latest last_update; for a season, 24 hours and 5 minutes before kick-off."
          + " Past odds belong on topics of their own: set EV_TOPIC_PREFIX, or use --shift-to-now.",
      "",
      "What cannot be used is listed with file, event, bookmaker, market and reason and skipped;"
          + " the rest is sent. A market key that the registry's schema lacks is counted and not"
          + " sent.",
      ""
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  everything usable was sent",
      "  1  a file could not be read to its end, or Kafka or the registry failed",
      "  2  wrong usage or configuration"
    })
final class FeedImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to import, in this order.")
  private List<Path> files;

  @Option(
      names = "--odds-format",
      paramLabel = "FORMAT",
      defaultValue = "decimal",
      description =
          "How The Odds API's prices are written: american or decimal (default: decimal). The"
              + " files do not say; one that clearly is the other is refused.")
  private OddsFormat oddsFormat;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "Infinity",
      description = "At most N events a second (default: no limit).")
  private double rate;

  @Option(
      names = "--shift-to-now",
      description =
          "Move all times of each file by the same span, so that its latest odds are of now.")
  private boolean shiftToNow;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (!(rate > 0)) {
      throw new ParameterException(
          spec.commandLine(), "--rate is " + rate + ": it must be a number above 0");
    }
    Settings settings = Configuration.fromEnvironment(System.getenv());
    OddsTopic topic = new OddsTopic(KafkaConfig.from(settings), Topics.from(settings).oddsEvents());
    RegistryConfig registryConfig = RegistryConfig.from(settings);
    PrintWriter out = spec.commandLine().getOut();
    try (SchemaRegistryClient registry = RegistryClients.create(registryConfig)) {
      OddsEventEncoder encoder = OddsEventEncoder.latest(registry);
      int partitions = topic.partitions();
      try (Producer<byte[], byte[]> producer = topic.open()) {
        ImportSummary summary =
            new FeedImport(
                    new OddsEventProducer(producer, topic.name(), partitions, encoder),
                    new FeedImport.Options(oddsFormat, rate, shiftToNow),
                    Clock.systemUTC(),
                    progressBar())
                .run(files);
        ImportReport report = new ImportReport(summary);
        out.print(json ? report.json() + System.lineSeparator() : report.text());
        out.flush();
        return summary.complete() ? 0 : 1;
      }
    }
  }

  private ProgressBar progressBar() {
    PrintWriter err = spec.commandLine().getErr();
    return new ProgressBar(err, Terminal.isAttached(), Clock.systemUTC());
  }
}
