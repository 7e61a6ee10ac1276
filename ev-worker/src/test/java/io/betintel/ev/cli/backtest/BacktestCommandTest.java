package io.betintel.ev.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.cli.CommandLineRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class BacktestCommandTest {
  private static final Path SEASON = Path.of("..", "feeds", "football-data_E0_2023-24.csv");
  private static final Path NFL = Path.of("..", "feeds", "nfl_historical_us_american_2022.json");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /**
   * Renewed by {@code ev-worker backtest feeds/football-data_E0_2023-24.csv --plot FILE}. Log
   * losses, Brier scores, CLV, returns and counts were reckoned once more by a program that shares
   * no code with this one, and agreed in every digit.
   */
  @Test
  void seasonIsTheGoldenFileByteForByte() throws IOException {
    Path plot = folder.resolve("season.svg");

    assertThat(run("backtest", SEASON.toString(), "--plot", plot.toString())).isZero();

    assertThat(out.toString()).isEqualTo(golden("season.txt"));
    assertThat(Files.readString(plot)).isEqualTo(golden("season.svg"));
    assertThat(err.toString()).isEqualToIgnoringNewLines("backtest: 1140 of 1140");
  }

  /** The build's machine has 17 and 25: whichever runs this, the other is here, far from home. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("otherJdks")
  void otherJdksOfTheMachineWriteTheSameBytes(Path java) throws Exception {
    Path plot = folder.resolve("season.svg");
    Path printed = folder.resolve("season.txt");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-Duser.timezone=Asia/Tokyo",
                "-cp",
                System.getProperty("java.class.path"),
                "io.betintel.ev.EvWorker",
                "backtest",
                SEASON.toString(),
                "--plot",
                plot.toString())
            .redirectOutput(printed.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(printed)).isEqualTo(golden("season.txt"));
    assertThat(Files.readString(plot)).isEqualTo(golden("season.svg"));
  }

  @Test
  void everyBetIsARowAndJsonSaysTheSame() throws IOException {
    Path bets = folder.resolve("bets.csv");

    assertThat(
            run(
                "backtest",
                SEASON.toString(),
                "--method",
                "power",
                "--weights",
                "pinnacle=1",
                "--take",
                "0.03",
                "--json",
                "--bets",
                bets.toString()))
        .isZero();

    assertThat(Files.readAllLines(bets).get(0)).startsWith("method,bet_type,event,line,outcome");
    // 83 of the winner, 7 handicaps and 3 of the goals, as the golden file has them.
    assertThat(Files.readAllLines(bets)).hasSize(1 + 83 + 7 + 3);
    assertThat(out.toString())
        .startsWith("{\"files\":[\"football-data_E0_2023-24.csv\"],\"counts\":{\"events\":380,")
        .contains("\"weights\":\"pinnacle:1\"", "\"take\":\"0.03\"", "\"method\":\"power\"")
        .endsWith("\"problems\":[]}\n");
  }

  @Test
  void bookmakerThatNoFileQuotesIsAMistake() {
    assertThat(run("backtest", SEASON.toString(), "--weights", "pinacle=1")).isEqualTo(2);
    assertThat(err.toString())
        .contains("pinacle has no price in the files: did you mean pinnacle?");

    assertThat(run("backtest", SEASON.toString(), "--closing-book", "novig")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "novig has no price in the files; they have prices of bet365, betvictor, bwin,"
                + " interwetten, pinnacle, williamhill");
  }

  @Test
  void worstCaseIsAGateOnEveryMethodsBets() throws IOException {
    Path bets = folder.resolve("bets.csv");
    List<String> rows = Files.readAllLines(SEASON).subList(0, 101);
    Path hundred = Files.write(folder.resolve("hundred.csv"), rows);

    run(
        "backtest",
        hundred.toString(),
        "--method",
        "multiplicative,shin",
        "--worst-case",
        "--bets",
        bets.toString());

    // What is above 0 in the worst case is so by each of the four methods: the same bets.
    assertThat(betsOf("multiplicative", bets)).isEqualTo(betsOf("shin", bets)).isNotEmpty();
  }

  /** No Pinnacle among American bookmakers, no results, and prices of exactly 1.0 in the file. */
  @Test
  void historicalAnswersHaveNoReturn() {
    assertThat(
            run(
                "backtest",
                NFL.toString(),
                "--odds-format",
                "american",
                "--closing-book",
                "draftkings",
                "--method",
                "multiplicative"))
        .isLessThan(2);

    assertThat(out.toString())
        .contains("events: 15, 0 with a result", "priced 57", "shape_not_priced 15")
        .contains("yardstick draftkings at the close");
  }

  @Test
  void unusableRowIsOneLineOnStandardErrorAndExitCodeOne() throws IOException {
    List<String> lines = Files.readAllLines(SEASON);
    String broken = lines.get(1).replace(",8.58,5.51,1.37,", ",8.58,0.5,1.37,");
    Path file = Files.write(folder.resolve("broken.csv"), List.of(lines.get(0), broken));

    assertThat(run("backtest", file.toString(), "--method", "multiplicative")).isEqualTo(1);

    assertThat(err.toString())
        .contains(
            "price: "
                + file
                + ":2 / fd-e0-2023-08-11-burnley-man-city / pinnacle / h2h: PSD is \"0.5\": decimal"
                + " odds must be above 1 and at most 100000\n");
    assertThat(out.toString()).contains("events: 1, 1 with a result", "problems: 1");
  }

  @Test
  void wrongUsageSaysWhatIsAccepted() {
    assertThat(run("backtest")).isEqualTo(2);
    assertThat(run("backtest", NFL.toString(), "--plot", "no/such/plot.svg")).isEqualTo(1);
    assertThat(run("backtest", "x.csv", "--method", "shinn")).isEqualTo(2);
    assertThat(err.toString()).contains("shinn").contains("did you mean shin?");
    assertThat(run("backtest", "x.csv", "--weights", "pinnacle=-1")).isEqualTo(2);
    assertThat(err.toString()).contains("weights");
    assertThat(run("backtest", "x.csv", "--closing-book", "Bet 365")).isEqualTo(2);
    assertThat(err.toString()).contains("--closing-book: bookmaker is \"Bet 365\"");
    assertThat(run("backtest", "x.csv", "--min-ev", "NaN")).isEqualTo(2);
    assertThat(run("backtest", "x.csv", "--set", "title=x")).isEqualTo(2);
    assertThat(run("backtest", "x.csv", "--set", "reference_age=soon")).isEqualTo(2);
    assertThat(err.toString()).contains("reference_age");
  }

  /** Match, line, outcome and bookmaker of each. */
  private static List<List<String>> betsOf(String method, Path bets) throws IOException {
    return Files.readAllLines(bets).stream()
        .filter(row -> row.startsWith(method + ","))
        .map(row -> List.of(row.split(",", -1)).subList(1, 7))
        .toList();
  }

  private static List<Path> otherJdks() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    Path installed = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(installed)) {
      return List.of();
    }
    try (Stream<Path> jdks = Files.list(installed)) {
      return jdks.filter(jdk -> !Files.isSymbolicLink(jdk) && !jdk.equals(own))
          .map(jdk -> jdk.resolve("bin").resolve("java"))
          .filter(Files::isExecutable)
          .sorted()
          .toList();
    }
  }

  private static String golden(String name) throws IOException {
    return Files.readString(Path.of("src", "test", "resources", "backtest", name));
  }

  private int run(String... args) {
    CommandLine commandLine = CommandLineRunner.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }
}
