package io.betintel.ev.cli.backtest;

import io.betintel.ev.backtest.Backtest;
import io.betintel.ev.backtest.BacktestJson;
import io.betintel.ev.backtest.BacktestOptions;
import io.betintel.ev.backtest.BacktestResult;
import io.betintel.ev.backtest.BacktestText;
import io.betintel.ev.backtest.BetsCsv;
import io.betintel.ev.backtest.CalibrationPlot;
import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.catalogue.ShippedLadders;
import io.betintel.ev.cli.console.DurationConverter;
import io.betintel.ev.cli.console.FeedFormats;
import io.betintel.ev.cli.console.KnownFeeds;
import io.betintel.ev.cli.console.OddsFormatConverter;
import io.betintel.ev.cli.console.Terminal;
import io.betintel.ev.cli.fit.LaddersReport;
import io.betintel.ev.cli.fit.ModelsFile;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.feed.ProgressBar;
import io.betintel.ev.fit.LadderBacktest;
import io.betintel.ev.fit.LadderFiles;
import io.betintel.ev.fit.LadderRow;
import io.betintel.ev.fit.OneSidedBacktest;
import io.betintel.ev.fit.OneSidedRow;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.ops.SteadyClock;
import io.betintel.ev.rollout.DefaultShapes;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.worker.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays files of past odds and reports what the worker would have flagged. */
@Command(
    name = "backtest",
    description = {
      "Replays past odds through the worker's own pricing and reports how its bets would have gone."
          + " Needs no server; the same files give the same output, byte for byte.",
      "",
      "Files are those of feed import, told apart by their content: seasons of football-data.co.uk,"
          + " which have results, and The Odds API's historical answers, which have none. Several"
          + " files may hold snapshots of one event.",
      "",
      "The last prices before an event starts are its close, if they were seen within"
          + " --close-within of it. Prices at all earlier moments are bet on: every fresh offer"
          + " above --min-ev, one unit, once, when it is first above, net of the fees in EV_FEES. A"
          + " season has two moments, opening and closing. The output says whose prices were read, left"
          + " out and missing.",
      "",
      "For each bet type, method and range of EV:",
      "  price CLV   price / the same bookmaker's closing price - 1",
      "  no-vig CLV  price x closing probability - 1, from --closing-book's prices by",
      "              the same method",
      "  return      per unit staked; quarter lines count in halves, whole lines can",
      "              push",
      "A bet whose line no bookmaker quotes at the close, as when a handicap moved, has no CLV; one"
          + " without a result has no return. The output says how many of each there are.",
      "",
      "For each bet type and method, the close of --closing-book is also taken as a forecast. The"
          + " output has its log loss and its Brier score (0 to 2), both against the first method,"
          + " and a table of probability and frequency; --plot draws them. Intervals are of 95 %%,"
          + " by a bootstrap of whole matches, and left out below 30 matches."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  everything was replayed",
      "  1  something could not be used; each is a line with its place on standard error, and the"
          + " rest was replayed",
      "  2  wrong usage or configuration"
    })
public final class BacktestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MethodOptions methods;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to replay.")
  private List<Path> files;

  @Option(
      names = "--odds-format",
      paramLabel = "FORMAT",
      converter = OddsFormatConverter.class,
      description =
          "How The Odds API's prices are written: american or decimal (default: decimal; with"
              + " --ladders each file as its prices look).")
  private OddsFormat format;

  @Option(
      names = "--close-within",
      paramLabel = "DURATION",
      defaultValue = "1h",
      converter = DurationConverter.class,
      description = "How long before the start a close may be (default: ${DEFAULT-VALUE}).")
  private Duration closeWithin;

  @Option(
      names = "--ladders",
      description =
          "Measure ladders instead: how many offers they value, and how far they miss points that"
              + " are left out, beside the bookmakers who quote the same points.")
  private boolean ladders;

  @Option(
      names = "--models",
      paramLabel = "FILE.json",
      description = "With --ladders: models that fit --json printed, over those that are shipped.")
  private Path models;

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  private boolean json;

  @Option(names = "--plot", paramLabel = "FILE.svg", description = "Draw the forecasts.")
  private Path plot;

  @Option(names = "--bets", paramLabel = "FILE.csv", description = "Write every bet as a row.")
  private Path bets;

  @Override
  public Integer call() throws IOException {
    FeeTable fees = FeeTable.from(Configuration.fromEnvironment(System.getenv()));
    DefaultShapes shapes = DefaultShapes.load();
    if (ladders || models != null) {
      return measureLadders(shapes);
    }
    PrintWriter err = spec.commandLine().getErr();
    BacktestResult result = replay(fees, shapes, err);
    for (FeedProblem problem : result.problems()) {
      err.println(problem);
    }
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? BacktestJson.of(result) + '\n' : BacktestText.of(result));
    out.flush();
    write(plot, CalibrationPlot.of(result));
    write(bets, BetsCsv.of(result));
    return result.problems().isEmpty() ? 0 : 1;
  }

  private int measureLadders(DefaultShapes shapes) throws IOException {
    if (!ladders) {
      throw new ParameterException(spec.commandLine(), "--models needs --ladders");
    }
    if (plot != null || bets != null) {
      throw new ParameterException(
          spec.commandLine(), "--ladders makes no bets: leave out --plot and --bets");
    }
    LadderFiles read = new LadderFiles();
    read.add(files, FeedFormats.reader(format));
    PrintWriter err = spec.commandLine().getErr();
    read.problems().forEach(err::println);
    err.flush();
    BetTypeSettings settings = methods.settings().get(0).bets();
    var given = ModelsFile.read(models);
    Function<BetType, Optional<Shape>> shape = betType -> shapes.of(betType.symbol());
    Function<BetType, BetTypeSettings> its = betType -> settings.withLadder(ladder(betType, given));
    List<LadderRow> rows = new LadderBacktest(shape, its).run(read);
    List<OneSidedRow> oneSided = new OneSidedBacktest(shape, its).run(read);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? LaddersReport.json(rows, oneSided) : LaddersReport.text(rows, oneSided));
    out.flush();
    return read.problems().isEmpty() ? 0 : 1;
  }

  /** The shipped models with the given ones of the family over them. */
  private static LadderSettings ladder(
      BetType betType, SortedMap<String, SortedMap<String, LadderModel>> given) {
    LadderSettings shipped = SettingsJson.defaults(betType).ladder();
    String family = ShippedLadders.family(betType);
    TreeMap<String, LadderModel> models = new TreeMap<>(shipped.models());
    models.putAll(given.getOrDefault(family, new TreeMap<>()));
    return new LadderSettings(family, models);
  }

  private BacktestResult replay(FeeTable fees, DefaultShapes shapes, PrintWriter err) {
    BacktestOptions options =
        new BacktestOptions(
            KnownFeeds.files(format == null ? OddsFormat.DECIMAL : format),
            methods.settings(),
            methods.named(),
            methods.closingBook(),
            closeWithin,
            methods.minimumEv(),
            methods.worstCase());
    ProgressBar progress = new ProgressBar(err, Terminal.isAttached(), SteadyClock.now());
    Backtest backtest =
        new Backtest(
            options, new EvCalculator(fees), betType -> shapes.of(betType.symbol()), progress);
    try {
      return backtest.run(files);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void write(Path file, String content) throws IOException {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, content);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " cannot be written: the folder does not exist", e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
