package io.betintel.ev.feed.oddsapi;

import static io.betintel.ev.feed.FeedFixture.byBetType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.feed.FeedProblem.Kind;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.odds.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An unusable part is reported with its place and skipped; everything beside it is kept. */
final class TheOddsApiProblemsTest {
  private static final String OUTCOMES =
      """
      [{"name": "A", "price": 1.8}, {"name": "B", "price": 2.1}]""";

  private final TheOddsApiReader decimal = new TheOddsApiReader(OddsFormat.DECIMAL);
  private final TheOddsApiReader american = new TheOddsApiReader(OddsFormat.AMERICAN);

  @Test
  void priceOfOneTakesItsLineAlongSoThatThreeWayNeverLooksTwoWay() {
    FeedFile file =
        FeedFixture.text(
            decimal,
            event(
                "e1",
                market(
                    """
                    [{"name": "A", "price": 1.9}, {"name": "B", "price": 2.1},
                     {"name": "Draw", "price": 1.0},
                     {"name": "Over", "point": 2.5, "price": 1.8}]""")));

    assertThat(file.problems())
        .containsExactly(
            new FeedProblem(
                    "a file",
                    "e1",
                    "fanduel",
                    "h2h",
                    Kind.PRICE,
                    "Draw: price is 1.0: decimal odds must be above 1 and at most 100000; the line's other"
                        + " 2 prices are not sent either")
                .costing(3));
    assertThat(file.snapshots().get(0).outcomes())
        .containsExactly(Outcome.of("Over", null, 2.5, 1.8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"name\": \"A\", \"price\": 1}, {\"name\": \"B\", \"price\": 1.0}]",
        "[{\"name\": \"A\", \"price\": 0}, {\"name\": \"B\", \"price\": 0.0}]",
        "[{\"name\": \"A\", \"price\": null}, {\"name\": \"B\"}]",
        "[{\"name\": \"A\", \"price\": \"SUSP\"}, {\"name\": \"B\", \"price\": -1}]",
        "[{\"name\": \"A\", \"price\": 1.0}, {\"name\": \"B\", \"price\": 2.4}]",
        "[]"
      })
  void marketWithoutALineOfUsablePricesIsSuspended(String outcomes) {
    FeedFile file =
        FeedFixture.text(
            decimal,
            "[%s, %s]".formatted(event("e1", market(outcomes)), event("e2", market(OUTCOMES))));

    assertThat(file.problems()).extracting(FeedProblem::kind).doesNotContain(Kind.MARKET);
    assertThat(file.snapshots())
        .extracting(snapshot -> snapshot.event().id())
        .containsExactly("e1", "e2");
    MarketSnapshot suspended = file.snapshots().get(0);
    assertThat(suspended.isSuspension()).isTrue();
    assertThat(suspended.lastUpdate()).isEqualTo(Instant.parse("2024-03-21T14:00:00Z"));
  }

  @Test
  void americanMarketOfZerosIsSuspendedAndNoDecimalFile() {
    FeedFile file =
        FeedFixture.text(
            american,
            event(
                "e1",
                market("[{\"name\": \"A\", \"price\": 0}, {\"name\": \"B\", \"price\": 0}]")));

    assertThat(file.snapshots()).singleElement().matches(MarketSnapshot::isSuspension);
  }

  @Test
  void marketThatCannotBeReadIsNoSuspension() {
    FeedFile file =
        FeedFixture.text(
            decimal,
            "[%s, %s]"
                .formatted(
                    event("e1", market("[{\"name\": \"\", \"price\": 2}]")),
                    event("e2", market("null"))));

    assertThat(file.snapshots()).isEmpty();
    assertThat(file.problems())
        .extracting(FeedProblem::kind)
        .containsExactly(Kind.OUTCOME, Kind.MARKET);
  }

  @Test
  void americanPriceBetweenMinusAndPlusOneHundredIsAProblem() {
    FeedFile file =
        FeedFixture.text(
            american,
            event(
                "e1",
                market(
                    """
                    [{"name": "A", "point": -1.5, "price": -110}, {"name": "B", "point": 1.5, "price": 50},
                     {"name": "A", "point": -2.5, "price": 150}]""")));

    assertThat(file.problems())
        .extracting(FeedProblem::detail)
        .containsExactly(
            "B: price is 50.0: American odds must be at least +100 or at most -100; the line's other"
                + " price is not sent either");
    assertThat(file.snapshots().get(0).outcomes()).extracting(Outcome::point).containsExactly(-2.5);
  }

  @Test
  void marketWithoutAnyTimeIsAProblem() {
    FeedFile file =
        FeedFixture.text(
            decimal,
            """
            {"id": "e1", "sport_key": "s", "commence_time": "2024-03-21T23:00:00Z", "bookmakers": [
              {"key": "fanduel", "markets": [{"key": "h2h", "outcomes": %1$s}]},
              {"key": "betmgm", "last_update": "2024-03-21T14:00:00Z",
               "markets": [{"key": "h2h", "outcomes": %1$s}]}]}
            """
                .formatted(OUTCOMES));

    assertThat(file.problems())
        .containsExactly(
            new FeedProblem(
                    "a file",
                    "e1",
                    "fanduel",
                    "h2h",
                    Kind.LAST_UPDATE,
                    "neither the market nor its bookmaker has a last_update")
                .costing(2));
    assertThat(file.snapshots())
        .extracting(snapshot -> snapshot.bookmaker().key())
        .containsExactly("betmgm");
  }

  @Test
  void quoteFromAfterTheObservationIsAProblem() {
    FeedFile file =
        FeedFixture.text(
            decimal,
            "{\"timestamp\": \"2024-03-21T13:58:59Z\", \"data\": [%s]}"
                .formatted(event("e1", market(OUTCOMES))));

    assertThat(file.snapshots()).isEmpty();
    assertThat(file.problems()).extracting(FeedProblem::kind).containsExactly(Kind.LAST_UPDATE);
  }

  @Test
  void unusableNamesCostOnlyWhatTheyName() {
    FeedFile file =
        FeedFixture.text(
            decimal,
            """
            [{"id": "no time", "sport_key": "s", "bookmakers": []},
             {"id": "no sport", "commence_time": "2024-03-21T23:00:00Z", "bookmakers": []},
             {"id": "bad time", "sport_key": "s", "commence_time": "tonight", "bookmakers": []},
             {"id": "no books", "sport_key": "s", "commence_time": "2024-03-21T23:00:00Z"},
             {"id": "e1", "sport_key": "s", "commence_time": "2024-03-21T23:00:00Z", "bookmakers": [
               {"key": "Fan Duel", "markets": [%2$s]},
               {"key": "betmgm", "markets": [
                 {"key": "H2H", "last_update": "2024-03-21T14:00:00Z", "outcomes": %1$s},
                 {"key": "totals", "last_update": "2024-03-21T14:00:00Z", "outcomes": []},
                 {"key": "spreads", "last_update": "2024-03-21T14:00:00Z",
                  "outcomes": [{"name": "", "price": 2}, {"name": "A", "point": "x", "price": 2},
                               {"name": "B", "point": 1, "price": 2}]},
                 %2$s]}]}]
            """
                .formatted(OUTCOMES, market(OUTCOMES)));

    assertThat(file.problems())
        .extracting(FeedProblem::kind)
        .containsExactly(
            Kind.EVENT,
            Kind.EVENT,
            Kind.EVENT,
            Kind.EVENT,
            Kind.BOOKMAKER,
            Kind.MARKET,
            Kind.OUTCOME,
            Kind.OUTCOME);
    assertThat(byBetType(file)).isEqualTo(Map.of("h2h", 1L, "spreads", 1L, "totals", 1L));
  }

  @Test
  void bookmakersWithoutMarketsAreCountedAndNoProblem() {
    FeedFile file =
        FeedFixture.text(
            decimal,
            """
            [{"id": "e1", "sport_key": "s", "commence_time": "2024-03-21T23:00:00Z", "bookmakers": [
               {"key": "fanduel", "markets": []}, {"key": "betmgm", "markets": []}]},
             {"id": "e2", "sport_key": "s", "commence_time": "2024-03-21T23:00:00Z",
              "bookmakers": []}]
            """);

    assertThat(file.problems()).isEmpty();
    assertThat(file.empty()).isEqualTo(3);
  }

  @Test
  void fileThatBreaksOffKeepsTheEventsBeforeTheBreak() throws IOException {
    // Half of the file: the first 45,000 of 89,993 bytes end inside its 7th event, and the 6 whole
    // ones before it hold 84 h2h markets, counted with Python.
    byte[] half = Arrays.copyOf(Files.readAllBytes(FeedFixture.path(FeedFixture.NHL)), 45_000);

    FeedFile file = decimal.read("half", half);

    assertThat(file.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Kind.FILE);
              assertThat(problem.detail()).startsWith("broken at line ");
            });
    assertThat(byBetType(file)).isEqualTo(Map.of("h2h", 84L));
    assertThat(file.snapshots())
        .extracting(MarketSnapshot::observedAt)
        .containsOnly(Instant.parse("2024-03-21T14:10:19Z"));
  }

  @Test
  void otherJsonIsRefusedWithWhatItIs() {
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(
            () -> FeedFixture.text(decimal, "{\"message\": \"x\", \"error_code\": \"QUOTA\"}"))
        .withMessage("is an error of The Odds API, QUOTA: x");
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> FeedFixture.text(decimal, "17"))
        .withMessage("holds neither an event nor an array of events");
  }

  @Test
  void fileInTheOtherOddsFormatIsRefusedWithTheOptionThatReadsIt() {
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> FeedFixture.read(decimal, FeedFixture.NFL))
        .withMessage(
            "1636 of 1636 prices are whole and at least 100 or at most -100: read it with"
                + " --odds-format american");
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> FeedFixture.read(american, FeedFixture.NHL))
        .withMessage(
            "340 of 340 prices are between -100 and 100: read it with --odds-format decimal");
  }

  @Test
  void decimalLongShotsAreNotTakenForAmerican() {
    FeedFile file =
        FeedFixture.text(
            decimal,
            event(
                "e1",
                market(
                    """
                    [{"name": "A", "price": 6.5}, {"name": "B", "price": 101},
                     {"name": "C", "price": 151}, {"name": "D", "price": 501}]""")));

    assertThat(file.snapshots().get(0).outcomes()).hasSize(4);
  }

  private static String event(String id, String market) {
    return """
    {"id": "%s", "sport_key": "s", "commence_time": "2024-03-21T23:00:00Z", "bookmakers": [
      {"key": "fanduel", "markets": [%s]}]}"""
        .formatted(id, market);
  }

  private static String market(String outcomes) {
    return "{\"key\": \"h2h\", \"last_update\": \"2024-03-21T14:00:00Z\", \"outcomes\": %s}"
        .formatted(outcomes);
  }
}
