package io.betintel.ev.cli;

import io.betintel.ev.feed.FeedImport;
import io.betintel.ev.feed.ImportReport;
import io.betintel.ev.feed.ImportSummary;
import io.betintel.ev.feed.OddsFormat;
import io.betintel.ev.feed.ProgressBar;
import io.betintel.ev.ops.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
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
      "Sends the odds in files of The Odds API and football-data.co.uk.",
      "",
      "Each file is one of these, told by its content:",
      "  - a version 4 response: /odds, /events/{id}/odds, or historical",
      "  - a football season; opening and closing prices are two events",
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
      converter = OddsFormatConverter.class,
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

  @Option(
      names = "--wait",
      paramLabel = "SPAN",
      defaultValue = "30s",
      converter = SpanConverter.class,
      description = "How long to wait for the registry and for Kafka (default: ${DEFAULT-VALUE}).")
  private Duration patience;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (!(rate > 0)) {
      throw new ParameterException(
          spec.commandLine(), "--rate is " + rate + ": it must be a number above 0");
    }
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (FeedTarget target = FeedTarget.open(settings, patience, err()::println)) {
      ImportSummary summary =
          new FeedImport(
                  target.producer(),
                  new FeedImport.Options(oddsFormat, rate, shiftToNow),
                  Clock.systemUTC(),
                  progressBar())
              .run(files);
      ImportReport report = new ImportReport(summary);
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? report.json() + System.lineSeparator() : report.text());
      out.flush();
      return summary.complete() ? 0 : 1;
    }
  }

  private ProgressBar progressBar() {
    return new ProgressBar(err(), Terminal.isAttached(), Clock.systemUTC());
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
