package io.betintel.bench;

import io.betintel.bench.load.LoadSpec;
import io.betintel.bench.part.BenchSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What every part can be asked for. */
final class Options {
  private static final String COLLECTOR = "-Xms1g -Xmx1g -XX:+UseSerialGC";
  private static final String PAGES = "-XX:+UseTransparentHugePages";
  private static final String CLASSES = "-XX:MetaspaceSize=128m";

  private static final long RECORDS = 300_000;
  private static final long QUICK_RECORDS = 60_000;
  private static final int MARKETS = 4_000;
  private static final int QUICK_MARKETS = 1_000;

  @Option(
      names = "--quick",
      description = "Fewer records and markets: a part takes about two minutes, and repeats less.")
  boolean quick;

  @Option(
      names = "--baseline",
      paramLabel = "JAR",
      description =
          "Also run this older build of the worker, in the same run: its rows stand beside ours.")
  Path baseline;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Records after the opening of the markets (default: 300000; quick: 60000).")
  Long records;

  @Option(
      names = "--markets",
      paramLabel = "N",
      description = "Live markets, up to 1000000 (default: 4000; quick: 1000).")
  Integer markets;

  @Option(
      names = "--books",
      paramLabel = "N",
      defaultValue = "0",
      description = "Bookmakers of each market (default: as in feeds/, 5 to 12).")
  int books;

  @Option(
      names = "--lines",
      paramLabel = "N",
      defaultValue = "0",
      description = "Lines of each market, of which a record moves one (default: as in feeds/).")
  int lines;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each row runs, in turns (default: 2; quick: 1).")
  Integer rounds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "latency, stores: records a second (default of latency: 1000; of stores: 25, 50 and 75 %%"
              + " of the measured maximum, one after the other).")
  Double rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "latency, stores: how long each rate lasts; warm is what is left after 30 s (default: 60;"
              + " quick: 40).")
  Integer seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Of the order and the prices: the same seed sends the same (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      split = " ",
      defaultValue = COLLECTOR + " " + PAGES + " " + CLASSES,
      description = {
        "Of the worker and of every opponent, divided by blanks. Those of the image, with the"
            + " collector that the JVM chooses in a pod of 1 GiB (default:",
        COLLECTOR,
        PAGES,
        CLASSES + ")."
      })
  List<String> javaOptions;

  @Option(
      names = "--setting",
      paramLabel = "NAME=VALUE",
      description = "Of the worker, such as EV_STREAM_THREADS=1; can be repeated.")
  Map<String, String> workerSettings = Map.of();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The project's folder (default: the current one).")
  Path home;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "For the servers' data, one bench at a time; it is deleted at the end (default:"
              + " support/bench/target/run in the project's folder).")
  Path directory;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "FILE.json and FILE.svg (default: support/bench/target/bench in the project's folder).")
  Path output;

  long records() {
    return records != null ? records : quick ? QUICK_RECORDS : RECORDS;
  }

  int markets() {
    return markets != null ? markets : quick ? QUICK_MARKETS : MARKETS;
  }

  int rounds() {
    return rounds != null ? rounds : quick ? 1 : 2;
  }

  int seconds() {
    return seconds != null ? seconds : quick ? 40 : 60;
  }

  Path directory() {
    return directory != null ? directory : home.resolve("support/bench/target/run");
  }

  Path output() {
    return output != null ? output : home.resolve("support/bench/target/bench");
  }

  BenchSettings settings() {
    return new BenchSettings(
        LoadSpec.changing(records(), markets(), seed).withBooks(books).withLines(lines),
        rounds(),
        rate,
        seconds(),
        quick,
        home.resolve("ev-worker/target/ev-worker.jar"),
        baseline,
        home.resolve("feeds"),
        javaOptions,
        workerSettings);
  }
}
