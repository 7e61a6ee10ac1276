package io.betintel.ev.cli.fit;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.catalogue.ShippedLadders;
import io.betintel.ev.cli.console.FeedFormats;
import io.betintel.ev.cli.console.OddsFormatConverter;
import io.betintel.ev.cli.console.Terminal;
import io.betintel.ev.feed.ProgressBar;
import io.betintel.ev.fit.LadderFiles;
import io.betintel.ev.fit.LadderFit;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.ops.SteadyClock;
import io.betintel.ev.rollout.DefaultShapes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds ladder models from feed files. */
@Command(
    name = "fit",
    description = {
      "Finds how results are distributed, from files of odds: the models by which offers at points"
          + " that no reference quotes are valued. Needs no server; the same files give the same"
          + " output, byte for byte.",
      "",
      "Files are those of feed import. For each family of markets and sport, every quoted point is"
          + " left out in turn and estimated from the other bookmakers' points and from the"
          + " bookmaker's own; form and scale are those that miss least where the price is not"
          + " even.",
      "",
      "Columns, as probabilities in per cent; errors are of ladders that the scale was not fitted"
          + " to:",
      "  floor    median difference of two bookmakers at the same point",
      "  between  estimates between other bookmakers' points: how many, the median",
      "           miss, the same in floors (x), the mean miss at points that",
      "           others quote too in mean differences to them (x there), the",
      "           median miss if the nearest price is taken as it is (naive),",
      "           the 90th percentile",
      "  beyond   the same beyond other bookmakers' points",
      "  within   median miss from the bookmaker's own other points",
      "  in 68    how often the standard error covers, with the sampling error",
      "  in 95    how often the 95 %% band covers",
      "",
      "Then the commands that set the models in a catalogue. Set a model for each bet type of the"
          + " family. backtest --ladders tests models on other files."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  everything was read",
      "  1  something could not be used; each is a line with its place on standard error, and the"
          + " rest was fitted",
      "  2  wrong usage"
    })
public final class FitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to fit to.")
  private List<Path> files;

  @Option(
      names = "--odds-format",
      paramLabel = "FORMAT",
      converter = OddsFormatConverter.class,
      description =
          "How The Odds API's prices are written: american or decimal (default: each file as its"
              + " prices look).")
  private OddsFormat format;

  @Option(
      names = "--models",
      paramLabel = "FILE.json",
      description =
          "Models whose form and scale are kept, as --json prints them: only their smoothing and"
              + " errors are found.")
  private Path models;

  @Option(
      names = "--json",
      description = "Print the models as one JSON object, for backtest --ladders --models.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    var given = ModelsFile.read(models);
    LadderFiles read = new LadderFiles();
    read.add(files, FeedFormats.reader(format));
    DefaultShapes shapes = DefaultShapes.load();
    LadderFit fit =
        LadderFit.of(
            read,
            betType -> shapes.of(betType.symbol()),
            betType -> settings(betType, given),
            new ProgressBar(err, Terminal.isAttached(), SteadyClock.now()));
    read.problems().forEach(err::println);
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? FitText.json(fit) : FitText.of(fit));
    out.flush();
    return read.problems().isEmpty() ? 0 : 1;
  }

  /** Every bet type has a family here, whether or not a model is shipped for it. */
  private static BetTypeSettings settings(
      BetType betType, SortedMap<String, SortedMap<String, LadderModel>> given) {
    String family = ShippedLadders.family(betType);
    return SettingsJson.defaults(betType)
        .withLadder(new LadderSettings(family, given.getOrDefault(family, new TreeMap<>())));
  }
}
