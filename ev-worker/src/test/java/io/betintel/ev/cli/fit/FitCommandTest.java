package io.betintel.ev.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.catalogue.LadderModels;
import io.betintel.ev.cli.CommandLineRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On a week of the NFL with 19 bookmakers: 15 games, spreads and totals at one point each. */
final class FitCommandTest {
  private static final String NFL =
      Path.of("..", "feeds", "nfl_historical_us_american_2022.json").toString();
  private static final String ALTERNATES =
      Path.of("..", "feeds", "nfl_historical_event_alternate_spreads.json").toString();

  @TempDir private Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @Test
  void theSameFilesGiveTheSameModelsAndCommands() {
    assertThat(run("fit", NFL, ALTERNATES)).isZero();
    String first = out.toString();

    assertThat(first)
        .contains("spreads  americanfootball_nfl")
        .contains("ev-worker bet-types set spreads 'ladder_models={\"americanfootball_nfl\": {");
    out = new StringWriter();
    assertThat(run("fit", NFL, ALTERNATES)).isZero();
    assertThat(out).hasToString(first);
  }

  /** Totals at the same points as results: margins of 12 to 15 points about the spread. */
  @Test
  void theModelIsWhatResultsHave() {
    assertThat(run("fit", "--json", NFL)).isZero();

    LadderModel model =
        LadderModels.read(out.toString()).get("spreads").get("americanfootball_nfl");
    assertThat(model.form()).isEqualTo(LadderForm.NORMAL);
    assertThat(model.scale()).isBetween(8.0, 20.0);
  }

  @Test
  void aModelThatIsGivenKeepsItsScale() throws IOException {
    Path given = folder.resolve("given.json");
    Files.writeString(
        given,
        """
        {"totals": {"americanfootball_nfl": {"form": "normal", "scale": 13.25,
         "distance_limit": 1, "errors": {"0": 0.1}, "tail": 2}}}""");

    assertThat(run("fit", "--json", "--models", given.toString(), NFL)).isZero();

    LadderModel model = LadderModels.read(out.toString()).get("totals").get("americanfootball_nfl");
    assertThat(model.scale()).isEqualTo(13.25);
    assertThat(model.errors()).hasSizeGreaterThan(1);
  }

  /** 1044 prices; the references DraftKings and FanDuel quote the very point of two thirds. */
  @Test
  void laddersAreMeasuredByTheBacktest() {
    assertThat(run("backtest", "--ladders", "--json", NFL)).isZero();

    assertThat(out.toString())
        .contains("{\"family\":\"spreads\",\"sport\":\"americanfootball_nfl\",\"ladders\":15,")
        .contains("\"offers\":534,\"model\":true")
        .contains("\"family\":\"totals\"")
        .contains("\"offers\":510")
        .contains("\"valued_after\":1.0");
  }

  @Test
  void aTableForPeopleHasSharesAndMisses() {
    assertThat(run("backtest", "--ladders", NFL)).isZero();

    assertThat(out.toString())
        .contains("valued before  valued after")
        .contains("in 68")
        .contains("Interpolated points that another bookmaker quotes too:")
        .contains("x of medians  x of means");
  }

  @Test
  void wrongUsageIsRefused() {
    assertThat(run("backtest", "--models", "x.json", NFL)).isEqualTo(2);
    assertThat(err.toString()).contains("--models needs --ladders");
    assertThat(run("backtest", "--ladders", "--plot", "x.svg", NFL)).isEqualTo(2);
    assertThat(err.toString()).contains("--ladders makes no bets");
    assertThat(run("fit")).isEqualTo(2);
  }

  @Test
  void aFileThatCannotBeReadIsNamedAndTheRestIsFitted() {
    assertThat(run("fit", folder.resolve("absent.json").toString(), NFL)).isEqualTo(1);

    assertThat(err.toString()).contains("absent.json: there is no such file");
    assertThat(out.toString()).contains("spreads  americanfootball_nfl");
  }

  @Test
  void modelsThatAreNoJsonAreRefused() throws IOException {
    Path broken = folder.resolve("broken.json");
    Files.writeString(broken, "{\"totals\": {\"nfl\": {\"form\": \"normal\"}}}");

    assertThat(run("backtest", "--ladders", "--models", broken.toString(), NFL)).isEqualTo(2);
    assertThat(err.toString()).contains("totals.nfl: scale is missing");
  }

  private int run(String... line) {
    CommandLine commandLine = CommandLineRunner.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(line);
  }
}
