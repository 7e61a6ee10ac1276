package io.betintel.ev.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.cli.CommandLineRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code backtest --ladders} says of prices that stand alone. */
final class OneSidedReportTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /**
   * FanDuel quotes A to D at 1.9 both ways and an Over of E alone. Each of its eight prices has
   * three other quotes with the same margin, so its own two-sided price of one half comes out
   * again. BetMGM quotes A at 1.8 and 2.0: its Over has (1/1.8) / (1/1.8 + 1/2) = .526316, which
   * both of FanDuel's prices of A miss by .026316. Their error is 0.028 x .398942 = .01117, and
   * some .003 from what the margin may be: near .0116. So one error does not cover it, and 2.9 do.
   */
  @Test
  void pricesAreTriedAsIfTheyStoodAlone() throws Exception {
    assertThat(run("backtest", "--ladders", "--json", file().toString())).as("%s", err).isZero();

    JsonNode row = new ObjectMapper().readTree(out.toString()).path("one_sided").path(0);
    assertThat(row.path("family").textValue()).isEqualTo("player_points");
    assertThat(row.path("alone").intValue()).isEqualTo(1);
    assertThat(row.path("valued").intValue()).isEqualTo(1);
    assertThat(row.path("two_sided").intValue()).isEqualTo(8);
    assertThat(row.path("own_median").doubleValue()).isCloseTo(0, within(1e-9));
    assertThat(row.path("compared").intValue()).isEqualTo(2);
    assertThat(row.path("others_median").doubleValue()).isCloseTo(0.026316, within(1e-6));
    assertThat(row.path("covered_68").doubleValue()).isZero();
    assertThat(row.path("covered_95").doubleValue()).isEqualTo(1);
    assertThat(row.path("worst_case_holds").doubleValue()).isEqualTo(1);
  }

  @Test
  void tableNamesTheFamiliesThatHaveSome() throws Exception {
    assertThat(run("backtest", "--ladders", file().toString())).as("%s", err).isZero();

    assertThat(out.toString())
        .contains("One side alone, by the bookmaker's usual margin in the family:");
    assertThat(out.toString().lines())
        .anyMatch(
            line ->
                line.matches(
                    "player_points +basketball_nba +1 +1 +8 +0\\.00 +2 +2\\.63 +0 ±0 +100 ±0"
                        + " +100"));
  }

  private Path file() throws IOException {
    List<String> fanduel = new ArrayList<>();
    for (String player : List.of("A", "B", "C", "D")) {
      fanduel.add(outcome("Over", player, 1.9));
      fanduel.add(outcome("Under", player, 1.9));
    }
    fanduel.add(outcome("Over", "E", 3.0));
    String json =
        "[{\"id\":\"e1\",\"sport_key\":\"basketball_nba\",\"sport_title\":\"NBA\","
            + "\"commence_time\":\"2026-03-01T18:00:00Z\",\"home_team\":\"Lions\","
            + "\"away_team\":\"Bears\",\"bookmakers\":["
            + book("fanduel", fanduel)
            + ","
            + book("betmgm", List.of(outcome("Over", "A", 1.8), outcome("Under", "A", 2.0)))
            + "]}]";
    return Files.writeString(folder.resolve("event.json"), json);
  }

  private static String book(String key, List<String> outcomes) {
    return "{\"key\":\""
        + key
        + "\",\"title\":\""
        + key
        + "\",\"last_update\":\"2026-03-01T12:00:00Z\",\"markets\":[{\"key\":\"player_points\","
        + "\"last_update\":\"2026-03-01T12:00:00Z\",\"outcomes\":["
        + String.join(",", outcomes)
        + "]}]}";
  }

  private static String outcome(String name, String player, double price) {
    return "{\"name\":\""
        + name
        + "\",\"description\":\""
        + player
        + "\",\"point\":20.5,\"price\":"
        + price
        + "}";
  }

  private int run(String... arguments) {
    CommandLine commandLine = CommandLineRunner.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
