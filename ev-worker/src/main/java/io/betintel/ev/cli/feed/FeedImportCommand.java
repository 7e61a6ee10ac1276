package io.betintel.ev.cli.feed;

import io.betintel.ev.cli.console.KnownFeeds;
import io.betintel.ev.cli.console.Terminal;
import io.betintel.ev.codec.OddsEventCheck;
import io.betintel.ev.feed.FeedImport;
import io.betintel.ev.feed.ImportReport;
import io.betintel.ev.feed.ImportSummary;
import io.betintel.ev.feed.PrintedSnapshots;
import io.betintel.ev.feed.ProgressBar;
import io.betintel.ev.feed.SnapshotTarget;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.ops.SteadyClock;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "  - football fixtures, whose prices are of now",
      "",
      "The record timestamp is when the odds were observed: the historical response's own, else the"
          + " file's latest last_update; for a season, 24 hours and 5 minutes before kick-off."
          + " Past odds belong on topics of their own: set EV_TOPIC_PREFIX, or use --shift-to-now.",
      "",
      "What cannot be used is listed with file, event, bookmaker, market and reason, and skipped with"
          + " the other prices of its line; other lines are sent. A market key that the registry's"
          + " schema lacks, and columns of no bookmaker, are left out. The prices read are those"
          + " sent, in problems and left out: the summary counts each."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  everything usable was sent, or would be",
      "  1  a file could not be read to its end, or Kafka or the registry failed",
      "  2  wrong usage or configuration"
    })
final class FeedImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FeedOptions feed;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to import, in this order.")
  private List<Path> files;

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
      names = "--dry-run",
      description =
          "Print the events as JSON instead of sending them, then the summary. Needs no server; which"
              + " bet types would be sent is told by this build's schema, not the registry's.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (!(rate > 0)) {
      throw new ParameterException(
          spec.commandLine(), "--rate is " + rate + ": it must be a number above 0");
    }
    if (dryRun) {
      return run(new PrintedSnapshots(feed.out(), OddsEventCheck.knownBetTypes()));
    }
    Settings settings = Configuration.fromEnvironment(System.getenv());
    try (FeedTarget target = feed.open(settings, "import")) {
      return run(target.producer());
    }
  }

  private int run(SnapshotTarget target) throws InterruptedException {
    ImportSummary summary =
        new FeedImport(
                target,
                new FeedImport.Options(KnownFeeds.files(feed.oddsFormat()), rate, shiftToNow),
                Clock.systemUTC(),
                progressBar())
            .run(files);
    ImportReport report = new ImportReport(summary);
    PrintWriter out = feed.out();
    out.print(json ? report.json() + System.lineSeparator() : report.text());
    if (dryRun && !json) {
      out.println("dry run: nothing was sent");
    }
    out.flush();
    return summary.complete() ? 0 : 1;
  }

  private ProgressBar progressBar() {
    return new ProgressBar(feed.err(), !dryRun && Terminal.isAttached(), SteadyClock.now());
  }
}
