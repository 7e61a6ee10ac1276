package io.betintel.ev.feed.footballdata;

import static io.betintel.ev.feed.FeedFixture.byBetType;
import static io.betintel.ev.feed.FeedFixture.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.feed.FeedProblem.Kind;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.Score;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FootballDataReaderTest {
  private static final String BURNLEY = "fd-e0-2023-08-11-burnley-man-city";
  private static final String HEADER =
      "Div,Date,Time,HomeTeam,AwayTeam,PSH,PSD,PSA,AHh,PAHH,PAHA\n";

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final FootballDataReader reader =
      new FootballDataReader(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void readsTheWholeSeason() throws IOException {
    FeedFile file = FeedFixture.read(reader, FeedFixture.SEASON);

    assertThat(file.problems()).isEmpty();
    // Counted with Python's csv module: 380 matches, two moments, less the cells that are blank.
    // h2h: bet365, pinnacle, williamhill and betvictor 760 each, bwin 746, interwetten 396.
    // totals: bet365 760, pinnacle 745. spreads: 760 each.
    assertThat(byBetType(file)).isEqualTo(Map.of("h2h", 4182L, "totals", 1505L, "spreads", 1520L));
    assertThat(
            file.snapshots().stream()
                .collect(
                    Collectors.groupingBy(one -> one.bookmaker().key(), Collectors.counting())))
        .isEqualTo(
            Map.of(
                "bet365", 2280L,
                "pinnacle", 2265L,
                "williamhill", 760L,
                "betvictor", 760L,
                "bwin", 746L,
                "interwetten", 396L));
    assertThat(file.snapshots().stream().map(one -> one.event().id()).distinct()).hasSize(380);
    assertThat(file.snapshots())
        .isSortedAccordingTo(Comparator.comparing(MarketSnapshot::observedAt));
  }

  @Test
  void readsOpeningAndClosingPricesOfOneMatch() throws IOException {
    FeedFile file = FeedFixture.read(reader, FeedFixture.SEASON);

    List<MarketSnapshot> winner =
        file.snapshots().stream()
            .filter(one -> one.event().id().equals(BURNLEY))
            .filter(one -> one.bookmaker().key().equals("pinnacle"))
            .filter(one -> one.betType().symbol().equals("h2h"))
            .toList();

    // 20:00 British Summer Time is 19:00 UTC.
    assertThat(winner.get(0).event().commenceTime()).isEqualTo("2023-08-11T19:00:00Z");
    assertThat(winner.get(0).event().sportKey()).isEqualTo("soccer_epl");
    assertThat(winner)
        .extracting(one -> one.observedAt().toString())
        .containsExactly("2023-08-10T19:00:00Z", "2023-08-11T18:55:00Z");
    assertThat(winner).allSatisfy(one -> assertThat(one.lastUpdate()).isEqualTo(one.observedAt()));
    assertThat(winner.get(0).outcomes())
        .containsExactly(
            Outcome.of("Burnley", null, null, 8.58),
            Outcome.of("Draw", null, null, 5.51),
            Outcome.of("Man City", null, null, 1.37));
    assertThat(winner.get(1).outcomes())
        .containsExactly(
            Outcome.of("Burnley", null, null, 9.62),
            Outcome.of("Draw", null, null, 5.81),
            Outcome.of("Man City", null, null, 1.33));
  }

  @Test
  void handicapIsTheHomeSidesAndTurnsRoundForTheAwaySide() throws IOException {
    FeedFile file = FeedFixture.read(reader, FeedFixture.SEASON);

    assertThat(find(file, BURNLEY, "bet365", "spreads").outcomes())
        .containsExactly(
            Outcome.of("Burnley", null, 1.5, 1.86), Outcome.of("Man City", null, -1.5, 2.07));
    assertThat(find(file, BURNLEY, "pinnacle", "totals").outcomes())
        .containsExactly(Outcome.of("Over", null, 2.5, 1.68), Outcome.of("Under", null, 2.5, 2.29));
  }

  @Test
  void kickOffFollowsTheClocksOfTheUnitedKingdom() throws IOException {
    FeedFile file = FeedFixture.read(reader, FeedFixture.SEASON);

    // 12:30 on Boxing Day is Greenwich Mean Time.
    assertThat(
            find(file, "fd-e0-2023-12-26-newcastle-nottm-forest", "pinnacle", "h2h")
                .event()
                .commenceTime())
        .isEqualTo("2023-12-26T12:30:00Z");
    // The clocks went forward on 31 March 2024: the day before is GMT, the day itself BST.
    assertThat(kickOff("30/03/2024", "15:00")).isEqualTo("2024-03-30T15:00:00Z");
    assertThat(kickOff("31/03/2024", "15:00")).isEqualTo("2024-03-31T14:00:00Z");
    // An opening price 24 hours before is 24 hours before, whatever the clocks say.
    assertThat(
            FeedFixture.text(reader, HEADER + row("31/03/2024", "15:00", "2,3,4,,,"))
                .snapshots()
                .get(0)
                .observedAt())
        .isEqualTo("2024-03-30T14:00:00Z");
  }

  @Test
  void olderFilesHaveShortYearsAndNoTimes() {
    assertThat(kickOff("19/08/17", "")).isEqualTo("2017-08-19T14:00:00Z");
    FeedFile file =
        FeedFixture.text(
            reader,
            "Div,Date,HomeTeam,AwayTeam,B365H,B365D,B365A\nX9,02/01/17,A,B,2,3.4,4\n,,,,,,\n");
    assertThat(file.problems()).isEmpty();
    assertThat(file.snapshots())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.event().commenceTime()).isEqualTo("2017-01-02T15:00:00Z");
              assertThat(one.event().sportKey()).isEqualTo("soccer_football_data_x9");
              assertThat(one.event().id()).isEqualTo("fd-x9-2017-01-02-a-b");
            });
  }

  @Test
  void olderFilesAreWindows1252() {
    String text = HEADER + row("19/08/23", "15:00", "2,3,4,,,").replace("Home", "Málaga");
    FeedFile file = reader.read("f", text.getBytes(Charset.forName("windows-1252")));
    assertThat(file.snapshots().get(0).event().homeTeam()).isEqualTo("Málaga");
    assertThat(file.snapshots().get(0).event().id()).isEqualTo("fd-e0-2023-08-19-malaga-away");
  }

  @Test
  void halfQuotedLineIsAProblemOfItsBookmakerAndMarketOnly() {
    FeedFile file =
        FeedFixture.text(reader, HEADER + row("19/08/2023", "15:00", "2,,4,-0.25,1.9,1.95"));

    assertThat(file.problems())
        .containsExactly(
            new FeedProblem(
                "a file",
                2L,
                "fd-e0-2023-08-19-home-away",
                "pinnacle",
                "h2h",
                Kind.HALF_QUOTED,
                "no price in PSD: fill it in, or blank PSH, PSD, PSA",
                2));
    assertThat(byBetType(file)).isEqualTo(Map.of("spreads", 1L));
  }

  @Test
  void cellThatIsNoPriceIsAProblemOfItsBookmakerAndMarketOnly() {
    FeedFile file =
        FeedFixture.text(
            reader,
            HEADER
                + row("19/08/2023", "15:00", "2,x,4,0,1.9,1.95")
                + row("20/08/2023", "15:00", "2,3,4,0,1.9,1")
                + row("21/08/2023", "15:00", "2,3,4,?,1.9,2")
                + row("22/08/2023", "15:00", "2,3,4,,1.9,2"));

    assertThat(file.problems())
        .extracting(FeedProblem::kind, FeedProblem::market, FeedProblem::detail)
        .containsExactly(
            tuple(Kind.PRICE, "h2h", "PSD is \"x\": a number is needed"),
            tuple(
                Kind.PRICE,
                "spreads",
                "PAHA is \"1\": decimal odds must be above 1 and at most 100000"),
            tuple(Kind.OUTCOME, "spreads", "AHh is \"?\": a number is needed"),
            tuple(Kind.HALF_QUOTED, "spreads", "no handicap in AHh: fill it in"));
    assertThat(byBetType(file)).isEqualTo(Map.of("h2h", 3L, "spreads", 1L));
  }

  @Test
  void readsTheResults() throws IOException {
    FeedFile file = FeedFixture.read(reader, FeedFixture.SEASON);

    // Summed with Python's csv module: 684 goals at home and 562 away.
    assertThat(file.results()).hasSize(380).containsEntry(BURNLEY, new Score(0, 3));
    assertThat(file.results().values().stream().mapToInt(Score::home).sum()).isEqualTo(684);
    assertThat(file.results().values().stream().mapToInt(Score::away).sum()).isEqualTo(562);
  }

  @Test
  void matchWithoutAUsableDateIsAProblemAndTheOthersAreKept() {
    FeedFile file =
        FeedFixture.text(
            reader,
            HEADER
                + row("2023-08-19", "15:00", "2,3,4,,,")
                + row("31/02/2023", "15:00", "2,3,4,,,")
                + row("20/08/2023", "3pm", "2,3,4,,,")
                + row("21/08/2023", "15:00", "2,3,4,,,"));

    assertThat(file.problems())
        .extracting(FeedProblem::kind, FeedProblem::event)
        .containsExactly(
            tuple(Kind.EVENT, "match 1"),
            tuple(Kind.EVENT, "match 2"),
            tuple(Kind.EVENT, "match 3"));
    assertThat(file.snapshots()).hasSize(1);
  }

  @Test
  void quoteThatIsNeverClosedKeepsTheMatchesBeforeIt() {
    FeedFile file =
        FeedFixture.text(
            reader, HEADER + row("19/08/2023", "15:00", "2,3,4,,,") + "E0,20/08/2023,\"15:00,A");

    assertThat(file.problems()).extracting(FeedProblem::kind).containsExactly(Kind.FILE);
    assertThat(file.snapshots()).hasSize(1);
  }

  @Test
  void fileWithoutTeamsIsRefused() {
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> FeedFixture.text(reader, "Div,Date,Team\nE0,19/08/2023,A\n"))
        .withMessage("has no column HomeTeam");
  }

  private String kickOff(String date, String time) {
    return FeedFixture.text(reader, HEADER + row(date, time, "2,3,4,,,"))
        .snapshots()
        .get(0)
        .event()
        .commenceTime()
        .toString();
  }

  private static String row(String date, String time, String prices) {
    return "E0," + date + "," + time + ",Home,Away," + prices + "\n";
  }
}
