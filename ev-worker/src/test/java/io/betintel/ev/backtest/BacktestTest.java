package io.betintel.ev.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.feed.FeedProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacktestTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final String HEADER =
      "Div,Date,Time,HomeTeam,AwayTeam,FTHG,FTAG,FTR,PSH,PSD,PSA,B365H,B365D,B365A,PSCH,PSCD,PSCA,"
          + "B365CH,B365CD,B365CA\n";
  private static final String HANDICAPS =
      "Div,Date,Time,HomeTeam,AwayTeam,FTHG,FTAG,FTR,AHh,PAHH,PAHA,B365AHH,B365AHA,AHCh,PCAHH,"
          + "PCAHA,B365CAHH,B365CAHA\n";

  @TempDir private Path folder;

  @Test
  void openingPriceIsBetOnAndTheCloseIsTheYardstick() throws IOException {
    // Opening Pinnacle 2, 4, 4 has no margin: p(home) = 0.5. bet365's 2.2 is worth 0.5 * 2.2 - 1.
    // Closing Pinnacle 1.6, 4, 8: S = 0.625 + 0.25 + 0.125 = 1, p(home) = 0.625.
    BacktestResult result =
        season(HEADER + match("1,0,H", "2,4,4", "2.2,3.5,3.5", "1.6,4,8", "1.65,3.8,5"));

    assertThat(result.bets()).hasSize(1);
    Bet bet = result.bets().get(0);
    assertThat(bet.outcome()).isEqualTo("Arsenal");
    assertThat(bet.bookmaker().key()).isEqualTo("bet365");
    assertThat(bet.at()).isEqualTo("2023-08-18T14:00:00Z");
    assertThat(bet.ev()).isCloseTo(0.1, EXACT);
    assertThat(bet.priceClv()).isCloseTo(2.2 / 1.65 - 1, EXACT); // a third
    assertThat(bet.noVigClv()).isCloseTo(0.375, EXACT); // 0.625 * 2.2 - 1
    assertThat(bet.grade()).isEqualTo(Grade.WON);
    assertThat(bet.profit()).isCloseTo(1.2, EXACT);
  }

  @Test
  void closeIsAForecastOfTheResult() throws IOException {
    BacktestResult result = season(HEADER + match("1,0,H", "2,4,4", ",,", "1.6,4,8", ",,"));

    ForecastRow row = result.forecastRows().get(0);
    assertThat(row.lines()).isEqualTo(1);
    // -ln 0.625; (0.625 - 1)^2 + 0.25^2 + 0.125^2 = 0.140625 + 0.0625 + 0.015625.
    assertThat(row.logLoss().mean()).isCloseTo(0.470003629245736, EXACT);
    assertThat(row.brier().mean()).isCloseTo(0.21875, EXACT);
    assertThat(result.bets()).isEmpty();
  }

  @Test
  void closingPricesAreNotBetOn() throws IOException {
    BacktestResult result = season(HEADER + match("1,0,H", ",,", ",,", "2,4,4", "2.2,3.5,3.5"));

    assertThat(result.bets()).isEmpty();
    assertThat(result.counts().closes()).isEqualTo(1);
  }

  @Test
  void dayBeforesPriceIsNoClose() throws IOException {
    BacktestResult result = season(HEADER + match("1,0,H", "2,4,4", "2.2,3.5,3.5", ",,", ",,"));

    assertThat(result.counts().closes()).isZero();
    assertThat(result.bets()).hasSize(1);
    assertThat(result.bets().get(0).priceClv()).isNull();
    assertThat(result.bets().get(0).noVigClv()).isNull();
    assertThat(result.bets().get(0).profit()).isCloseTo(1.2, EXACT);
    assertThat(result.forecastRows()).isEmpty();
  }

  /** Its opening price is still in the book at the close, but a day old. */
  @Test
  void bookmakerThatDoesNotQuoteAtTheCloseHasNoClosingPrice() throws IOException {
    BacktestResult result =
        season(HEADER + match("1,0,H", "2,4,4", "2.2,3.5,3.5", "1.6,4,8", ",,"));

    assertThat(result.bets().get(0).priceClv()).isNull();
    assertThat(result.bets().get(0).noVigClv()).isCloseTo(0.375, EXACT);
  }

  @Test
  void betWithoutAResultHasNoReturnAndIsCounted() throws IOException {
    BacktestResult result =
        season(HEADER + match(",,", "2,4,4", "2.2,3.5,3.5", "1.6,4,8", "1.65,3.8,5"));

    assertThat(result.problems()).isEmpty();
    assertThat(result.counts().results()).isZero();
    assertThat(result.betRows().get(0).bets()).isEqualTo(1);
    assertThat(result.betRows().get(0).result().count()).isZero();
    assertThat(result.betRows().get(0).noVigClv().count()).isEqualTo(1);
    assertThat(result.forecastRows().get(0).lines()).isZero();
    assertThat(result.forecastRows().get(0).unsettled()).isEqualTo(1);
    assertThat(CalibrationPlot.of(result)).contains("No line has a closing price and a result.");
  }

  @Test
  void quarterHandicapIsSettledInHalves() throws IOException {
    // Even Pinnacle prices: p = 0.5. A draw at -0.25 loses half of the stake for the home side.
    BacktestResult result =
        season(
            HANDICAPS + match("1,1,D", "-0.25", "2,2", "2.1,1.8", "-0.25,1.95,1.95", "2.05,1.85"));

    Bet bet = result.bets().get(0);
    assertThat(bet.point()).isEqualTo(-0.25);
    assertThat(bet.grade()).isEqualTo(Grade.HALF_LOST);
    assertThat(bet.profit()).isEqualTo(-0.5);
    assertThat(bet.noVigClv()).isCloseTo(0.05, EXACT); // 0.5 * 2.1 - 1
    // Half of the stake was decided, and the away side won it: -ln 0.5, whatever the weight.
    assertThat(result.forecastRows().get(0).logLoss().mean()).isCloseTo(0.693147180559945, EXACT);
  }

  @Test
  void handicapThatMovedHasNoClose() throws IOException {
    BacktestResult result =
        season(HANDICAPS + match("2,1,H", "-0.5", "2,2", "2.1,1.8", "-0.75,1.95,1.95", "2.3,1.65"));

    Bet bet = result.bets().get(0);
    assertThat(bet.profit()).isCloseTo(1.1, EXACT);
    assertThat(bet.priceClv()).isNull();
    assertThat(bet.noVigClv()).isNull();
  }

  @Test
  void wholeHandicapThatIsMetSaysNothingAboutTheForecast() throws IOException {
    BacktestResult result =
        season(HANDICAPS + match("2,1,H", "-1", "2,2", ",", "-1,1.95,1.95", ","));

    assertThat(result.forecastRows().get(0).lines()).isZero();
    assertThat(result.forecastRows().get(0).pushed()).isEqualTo(1);
    assertThat(result.forecastRows().get(0).logLoss().mean()).isNull();
  }

  @Test
  void closeThatTheYardstickDoesNotQuoteIsCounted() throws IOException {
    BacktestResult result = season(HEADER + match("1,0,H", ",,", ",,", ",,", "2.2,3.5,3.5"));

    assertThat(result.forecastRows().get(0).lines()).isZero();
    assertThat(result.forecastRows().get(0).unpriced()).isEqualTo(1);
    assertThat(BacktestText.of(result))
        .contains("multiplicative      0       0         1          0");
  }

  @Test
  void brokenRowIsOneProblemWithItsLineAndTheOthersAreReplayed() throws IOException {
    Path file =
        write(
            HEADER
                + match("1,0,H", "2,4,4", "2.2,3.5,3.5", "1.6,4,8", "1.65,3.8,5")
                + "E0,19/08/2023,15:00,Leeds,York,1,x,H,2,4,4,NaN,3,3,2,4,4,2,3,3\n"
                + "E0,31/02/2023,15:00,Hull,Bury,1,0,H,2,4,4,2,3,3,2,4,4,2,3,3\n"
                + "E0,19/08/2023,15:00,Luton,Derby,1,0,D,2,4,4,2,3,,0.9,4,4,2,3,3\n");

    BacktestResult result = Backtests.run(List.of("multiplicative"), file);

    assertThat(result.problems().stream().map(FeedProblem::toString))
        .containsExactly(
            "price: "
                + file
                + ":3 / fd-e0-2023-08-19-leeds-york / bet365 / h2h: B365H is"
                + " \"NaN\": a number is needed",
            "result: "
                + file
                + ":3 / fd-e0-2023-08-19-leeds-york: FTAG is \"x\": a number of goals"
                + " is needed, or both columns blank for no result",
            "event: "
                + file
                + ":4 / match 3: Date is \"31/02/2023\": a date such as 31/12/2023 is"
                + " needed",
            "half_quoted: "
                + file
                + ":5 / fd-e0-2023-08-19-luton-derby / bet365 / h2h: no price in"
                + " B365A: fill it in, or blank B365H, B365D, B365A",
            "price: "
                + file
                + ":5 / fd-e0-2023-08-19-luton-derby / pinnacle / h2h: PSCH is"
                + " \"0.9\": decimal odds must be above 1 and at most 100000",
            "result: "
                + file
                + ":5 / fd-e0-2023-08-19-luton-derby: FTR is \"D\": after 1:0 it must"
                + " be H; correct one of them");
    assertThat(result.counts().events()).isEqualTo(3);
    assertThat(result.counts().results()).isEqualTo(1);
    assertThat(result.bets()).hasSize(1);
  }

  @Test
  void snapshotsOfOneEventInSeveralFilesAreReplayedInTheirOrder() throws IOException {
    Path early = answer("early", "2024-03-21T10:00:00Z", 2.0, 2.2);
    Path late = answer("late", "2024-03-21T12:00:00Z", 2.0, 2.3);
    Path close = answer("close", "2024-03-21T17:50:00Z", 1.6, 1.7);
    Path after = answer("after", "2024-03-21T18:00:00Z", 9.0, 9.9);

    BacktestResult result =
        Backtests.run(List.of("multiplicative"), after, close, early, late, early);

    // 2.2 was first above; that it was 2.3 later makes no other bet.
    assertThat(result.bets()).hasSize(1);
    assertThat(result.bets().get(0).price()).isEqualTo(2.2);
    assertThat(result.bets().get(0).at()).isEqualTo("2024-03-21T10:00:00Z");
    assertThat(result.bets().get(0).closingPrice()).isEqualTo(1.7);
    // 1.6 and 1 / (1 - 1/1.6): the closing probability is 0.625.
    assertThat(result.bets().get(0).noVigClv()).isCloseTo(0.375, EXACT);
    assertThat(result.bets().get(0).grade()).isNull();
    // Two bookmakers each time; the repeated file changes nothing.
    assertThat(result.counts()).isEqualTo(new ReplayCounts(1, 0, 1, 1, 10, 6, 2, 2, 0));
  }

  /** A market with one outcome is not priced as if it had two, and is counted. */
  @Test
  void lineThatCannotBePricedIsCountedWithItsReason() throws IOException {
    Path file = answer("one", "2024-03-21T10:00:00Z", 2.0, 2.2);
    Files.writeString(
        file, Files.readString(file).replaceAll(",\\n?\\{\"name\":\"Away\"[^}]*}", ""));

    BacktestResult result = Backtests.run(List.of("multiplicative"), file);

    assertThat(result.bets()).isEmpty();
    assertThat(result.lines())
        .isEqualTo(new PricedCounts(0, new TreeMap<>(Map.of("one_sided", 1))));
  }

  @Test
  void betTypeOfUnknownShapeIsCounted() throws IOException {
    Path file = answer("one", "2024-03-21T10:00:00Z", 2.0, 2.2);
    Files.writeString(file, Files.readString(file).replace("h2h", "player_assists"));

    BacktestResult result = Backtests.run(List.of("multiplicative"), file);

    assertThat(result.counts()).isEqualTo(new ReplayCounts(0, 0, 0, 0, 2, 0, 0, 0, 2));
  }

  @Test
  void fileThatIsNotThereIsAProblemAndTheOthersAreReplayed() throws IOException {
    Path file = write(HEADER + match("1,0,H", "2,4,4", "2.2,3.5,3.5", "1.6,4,8", "1.65,3.8,5"));

    BacktestResult result =
        Backtests.run(List.of("multiplicative"), folder.resolve("missing.csv"), file);

    assertThat(result.problems().get(0).toString()).endsWith("missing.csv: there is no such file");
    assertThat(result.bets()).hasSize(1);
  }

  @Test
  void contradictoryResultsOfTwoFilesAreAProblem() throws IOException {
    String prices = match("1,0,H", "2,4,4", ",,", "1.6,4,8", ",,");
    Path one = write(HEADER + prices);
    Path other = folder.resolve("other.csv");
    Files.writeString(other, HEADER + prices.replace("1,0,H", "2,0,H"));

    BacktestResult result = Backtests.run(List.of("multiplicative"), one, other);

    assertThat(result.problems().get(0).toString())
        .endsWith("result is 2:0, but an earlier file has 1:0, which is kept: correct one of them");
  }

  private BacktestResult season(String text) throws IOException {
    BacktestResult result = Backtests.run(List.of("multiplicative"), write(text));
    assertThat(result.problems()).isEmpty();
    return result;
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("season.csv"), text);
  }

  private static String match(String... cells) {
    return "E0,19/08/2023,15:00,Arsenal,Chelsea," + String.join(",", cells) + "\n";
  }

  /** One event at 18:00: Pinnacle without margin, and FanDuel's home price. */
  private Path answer(String name, String observed, double pinnacle, double fanduel)
      throws IOException {
    String market =
        """
        {"key":"%s","markets":[{"key":"h2h","last_update":"%s","outcomes":[
        {"name":"Home","price":%s},{"name":"Away","price":%s}]}]}""";
    return Files.writeString(
        folder.resolve(name + ".json"),
        """
        {"timestamp":"%s","data":[{"id":"e1","sport_key":"icehockey_nhl",
        "commence_time":"2024-03-21T18:00:00Z","home_team":"Home","away_team":"Away",
        "bookmakers":[%s,%s]}]}"""
            .formatted(
                observed,
                market.formatted("pinnacle", observed, pinnacle, 1 / (1 - 1 / pinnacle)),
                market.formatted("fanduel", observed, fanduel, 1.5)));
  }
}
