package io.betintel.ev.cli.price;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code price --file}: markets of one event, as the worker values them. */
final class PriceFileTest {
  /** Football totals with a standard deviation of 10 points, as in the tests of the worker. */
  private static final String MODEL =
      "ladder_models={\"americanfootball_nfl\": {\"form\": \"normal\", \"scale\": 10,"
          + " \"distance_limit\": 1, \"errors\": {\"0\": 0.03, \"0.5\": 0.08, \"1\": 0.15},"
          + " \"tail\": 2}}";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /**
   * Pinnacle says 1/2 at 45.5. Two points above are 0.2 standard deviations: Phi(-0.2) = 0.42074,
   * with an error of 0.05 x phi(0.2) = 0.01955. Over at 2.5: EV 0.05185, and by two errors less
   * -0.0459.
   */
  @Test
  void pointThatNoReferenceQuotesIsValuedByTheLadder() throws Exception {
    Path file =
        file(
            book("pinnacle", market("totals", side("Over", 45.5, 1.91), side("Under", 45.5, 1.91))),
            book(
                "betmgm",
                market("alternate_totals", side("Over", 47.5, 2.5), side("Under", 47.5, 1.55))));

    assertThat(run("price", "--file", file.toString(), "--set", MODEL, "--json")).isZero();
    Map<String, JsonNode> lines = lines();
    JsonNode line = lines.get("e1|alternate_totals||47.5|");
    assertThat(line.path("source").textValue()).isEqualTo("extrapolated");
    assertThat(line.path("distance").doubleValue()).isEqualTo(2);
    assertThat(line.path("standard_error").doubleValue()).isCloseTo(0.01955, within(1e-5));
    JsonNode over = line.at("/outcomes/0/offers/0");
    assertThat(over.path("ev").doubleValue()).isCloseTo(0.05185, within(2e-4));
    assertThat(over.path("ev_lower").doubleValue()).isCloseTo(-0.0459, within(2e-4));
    assertThat(over.path("value_class").textValue()).isEqualTo("marginal");
    assertThat(lines.get("e1|totals||45.5|").path("source").textValue()).isEqualTo("quoted");
  }

  @Test
  void tableShowsSourceDistanceErrorAndLowerBound() throws Exception {
    Path file =
        file(
            book("pinnacle", market("totals", side("Over", 45.5, 1.91), side("Under", 45.5, 1.91))),
            book("betmgm", market("alternate_totals", side("Over", 47.5, 2.5))));

    assertThat(run("price", "--file", file.toString(), "--set", MODEL)).isZero();
    assertThat(out.toString().lines().filter(line -> !line.isBlank()))
        .anyMatch(line -> line.equals("Lions - Bears (e1)"))
        .anyMatch(
            line ->
                line.matches(
                    "alternate_totals 47\\.5 +Over +42\\.0\\d % +extrapolated +2 +1\\.9\\d %"
                        + " +betmgm +2\\.500 +\\+5\\.1\\d % +-4\\.\\d\\d % +0\\.00 % +marginal"))
        .anyMatch(
            line ->
                line.matches(
                    "totals 45\\.5 +Over +- +- +- +- +pinnacle +1\\.910 +- +- +- +- +no_reference"));
  }

  @Test
  void sidesThatStandAloneAndPricesToLayAreValuedToo() throws Exception {
    List<String> scorers = new ArrayList<>();
    for (String player : List.of("A", "B", "C")) {
      scorers.add(prop("Yes", player, 1.9));
      scorers.add(prop("No", player, 1.9));
    }
    scorers.add(prop("Yes", "D", 3.0));
    Path file =
        file(
            book(
                "fanduel",
                market("player_anytime_td", scorers.toArray(new String[0])),
                market(
                    "h2h", "{\"name\":\"Lions\",\"price\":2}", "{\"name\":\"Bears\",\"price\":2}")),
            book("betmgm", market("player_anytime_td", prop("Yes", "D", 3.5))),
            book(
                "fourcx",
                market("player_anytime_td", prop("Yes", "D", 3.4)),
                market(
                    "h2h_lay",
                    "{\"name\":\"Lions\",\"price\":1.8}",
                    "{\"name\":\"Bears\",\"price\":2.4}")));

    assertThat(run("price", "--file", file.toString(), "--json")).isZero();
    Map<String, JsonNode> lines = lines();
    JsonNode scorer = lines.get("e1|player_anytime_td|D||");
    assertThat(scorer.path("source").textValue()).isEqualTo("one_sided");
    assertThat(scorer.at("/outcomes/0/offers").findValuesAsText("bookmaker"))
        .containsExactly("betmgm", "fanduel", "fourcx");
    // FourCx lays the winner, so it is an exchange here too.
    assertThat(scorer.at("/outcomes/0/offers/2/flags").toString()).contains("unknown_fee");
    assertThat(scorer.at("/outcomes/0/offers/2/value_class").isMissingNode()).isTrue();
    // Even odds, laid at 1.8: .5 x 2.25 - 1.
    assertThat(lines.get("e1|h2h_lay|||Bears/Lions").at("/outcomes/0/offers/0/ev").doubleValue())
        .isCloseTo(0.125, within(1e-12));
  }

  @Test
  void whatCannotBeUsedIsNamedAndTheRestIsPriced() throws Exception {
    Path file =
        file(
            book(
                "pinnacle",
                market("totals", side("Over", 45.5, 1.91), side("Under", 45.5, 1.91)),
                market("some_new_market", side("Over", 1.5, 2))));
    Path missing = folder.resolve("missing.json");

    assertThat(run("price", "--file", file.toString(), "--file", missing.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("totals 45.5");
    assertThat(err.toString()).contains("some_new_market is left out", "missing.json");
  }

  /** A price of 1.0, one that is no number, and a limit below 0. */
  @Test
  void malformedSidesAreNamedAndTheOthersArePriced() throws Exception {
    List<String> scorers = new ArrayList<>();
    for (String player : List.of("A", "B", "C")) {
      scorers.add(prop("Yes", player, 1.9));
      scorers.add(prop("No", player, 1.9));
    }
    scorers.add(prop("Yes", "D", 1.0));
    scorers.add(prop("Yes", "E", Double.NaN));
    scorers.add(prop("Yes", "F", 3.0).replace("}", ",\"bet_limit\":-5}"));
    scorers.add(prop("Yes", "G", 3.0));
    Path file =
        file(
            book("fanduel", market("player_anytime_td", scorers.toArray(new String[0]))),
            book("betmgm", market("player_anytime_td", prop("Yes", "G", 3.5))));

    assertThat(run("price", "--file", file.toString(), "--json")).isEqualTo(1);
    assertThat(lines().keySet())
        .filteredOn(id -> id.contains("|D|") || id.contains("|E|"))
        .isEmpty();
    assertThat(lines().get("e1|player_anytime_td|G||").path("source").textValue())
        .isEqualTo("one_sided");
    assertThat(err.toString()).contains("price", "NaN", "bet_limit");
  }

  @Test
  void usageIsChecked() throws Exception {
    Path file = file();

    assertThat(run("price", "--file", file.toString(), "2.0", "1.8")).isEqualTo(2);
    assertThat(run("price", "2.0", "1.8", "--set", "take=0.1")).isEqualTo(2);
    assertThat(run("price", "--file", file.toString(), "--set", "mid_depth=-1")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--file excludes odds", "--set is for --file", "mid_depth", "a number from 0");
  }

  private Path file(String... books) throws IOException {
    String json =
        "[{\"id\":\"e1\",\"sport_key\":\"americanfootball_nfl\",\"sport_title\":\"NFL\","
            + "\"commence_time\":\"2026-03-01T18:00:00Z\",\"home_team\":\"Lions\","
            + "\"away_team\":\"Bears\",\"bookmakers\":["
            + String.join(",", books)
            + "]}]";
    return Files.writeString(folder.resolve("event.json"), json);
  }

  private static String book(String key, String... markets) {
    return "{\"key\":\""
        + key
        + "\",\"title\":\""
        + key
        + "\",\"last_update\":\"2026-03-01T12:00:00Z\",\"markets\":["
        + String.join(",", markets)
        + "]}";
  }

  private static String market(String key, String... outcomes) {
    return "{\"key\":\""
        + key
        + "\",\"last_update\":\"2026-03-01T12:00:00Z\",\"outcomes\":["
        + String.join(",", outcomes)
        + "]}";
  }

  private static String side(String name, double point, double price) {
    return "{\"name\":\"" + name + "\",\"price\":" + price + ",\"point\":" + point + "}";
  }

  private static String prop(String name, String player, double price) {
    return "{\"name\":\"" + name + "\",\"description\":\"" + player + "\",\"price\":" + price + "}";
  }

  private Map<String, JsonNode> lines() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, JsonNode> lines = new TreeMap<>();
    for (String line : out.toString().lines().collect(Collectors.toList())) {
      JsonNode json = mapper.readTree(line);
      lines.put(json.path("line_id").textValue(), json);
    }
    return lines;
  }

  private int run(String... arguments) {
    CommandLine commandLine = CommandLineRunner.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(Arrays.copyOf(arguments, arguments.length));
  }
}
