package io.betintel.ev.feed.footballdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.feed.FeedProblem.Kind;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of every header that the site has had, and what spreadsheets make of them. */
@SuppressWarnings("StringConcatToTextBlock") // long headers and rows
final class FootballColumnsTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final String MATCH = "Div,Date,Time,HomeTeam,AwayTeam,";
  private static final String PLAYED = "E0,16/08/2025,15:00,Aldham,Bexley,";

  private final FootballDataReader reader =
      new FootballDataReader(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void everyBookmakerOfTheHeaderIsRead() {
    FeedFile file =
        read(
            "\uFEFF"
                + MATCH
                + "FTHG,FTAG,FTR,HS,AS,HR,AR,B365H,B365D,B365A,BFDH,BFDD,BFDA,BMGMH,BMGMD,BMGMA,"
                + "CLH,CLD,CLA,LBH,LBD,LBA,PSH,PSD,PSA,MaxH,MaxD,MaxA,AvgH,AvgD,AvgA,BFEH,BFED,BFEA,"
                + "BFE>2.5,BFE<2.5,AHh,BFEAHH,BFEAHA,B365CH,B365CD,B365CA,AHCh,BFECAHH,BFECAHA\n"
                + PLAYED
                + "2,1,H,9,8,0,1,2.1,3.4,3.5,2.15,3.4,3.4,2.1,3.3,3.5,2.1,3.5,3.4,2.1,3.5,3.4,"
                + "2.14,3.5,3.55,2.2,3.6,3.7,2.1,3.4,3.5,2.2,3.6,3.7,"
                + "1.96,1.99,-0.25,1.88,2.06,2.0,3.5,3.6,-0.5,1.9,2.04\n");

    assertThat(quotes(file))
        .containsExactlyInAnyOrder(
            "bet365 h2h 2.1 3.4 3.5",
            "betfred_uk h2h 2.15 3.4 3.4",
            "betmgm h2h 2.1 3.3 3.5",
            "coral h2h 2.1 3.5 3.4",
            "ladbrokes_uk h2h 2.1 3.5 3.4",
            "pinnacle h2h 2.14 3.5 3.55",
            "betfair_ex_uk h2h 2.2 3.6 3.7",
            "betfair_ex_uk totals 1.96 1.99",
            "betfair_ex_uk spreads 1.88 2.06",
            "bet365 h2h 2.0 3.5 3.6",
            "betfair_ex_uk spreads 1.9 2.04");
    assertThat(file.problems()).isEmpty();
    // 8 sets of 3 and 3 of 2 are a bookmaker's; Max and Avg are 6 prices of none.
    assertThat(file.prices().read()).isEqualTo(36);
    assertThat(file.usable()).isEqualTo(30);
    assertThat(file.prices().left())
        .containsExactly(entry("Avg: of no bookmaker", 3), entry("Max: of no bookmaker", 3));
    assertThat(file.notes()).isEmpty();
  }

  @Test
  void codeThatNobodyKnowsIsTheBookmakersName() {
    FeedFile file =
        read(
            MATCH
                + "QXH,QXD,QXA,QXCH,QXCD,QXCA,1XBH,1XBD,1XBA\n"
                + PLAYED
                + "2,3,4,2.1,3,4,2,3,5\n");

    assertThat(quotes(file))
        .containsExactlyInAnyOrder(
            "qx h2h 2.0 3.0 4.0", "qx h2h 2.1 3.0 4.0", "onexbet h2h 2.0 3.0 5.0");
    assertThat(file.notes())
        .containsExactly("the bookmaker of the code QX is not known: it is called qx");
  }

  @Test
  void codeThatEndsInCIsNotTakenForAClosingPrice() {
    FeedFile file = read(MATCH + "VCH,VCD,VCA,VCCH,VCCD,VCCA\n" + PLAYED + "2,3,4,2.1,3,4\n");

    // The opening is 24 hours before kick-off at 14:00 UTC (British Summer Time), the closing 5
    // minutes.
    assertThat(file.snapshots())
        .extracting(one -> one.bookmaker().key() + " " + one.observedAt())
        .containsExactly("betvictor 2025-08-15T14:00:00Z", "betvictor 2025-08-16T13:55:00Z");
  }

  @Test
  void olderFilesHaveAHandicapOfEachBookmaker() {
    FeedFile file =
        read(
            MATCH
                + "GBAHH,GBAHA,GBAH,BbAHh,BbMxAHH,BbAvAHH,BbMxAHA,BbAvAHA,Bb1X2,BbOU,BbMx>2.5,BbMx<2.5\n"
                + PLAYED
                + "1.9,1.95,-0.75,-1,2,1.9,1.9,1.8,40,35,2,1.9\n");

    assertThat(file.snapshots())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.outcomes())
                    .containsExactly(
                        Outcome.of("Aldham", null, -0.75, 1.9),
                        Outcome.of("Bexley", null, 0.75, 1.95)));
    assertThat(file.prices().read()).isEqualTo(8);
    assertThat(file.prices().left())
        .containsExactly(entry("BbAv: of no bookmaker", 2), entry("BbMx: of no bookmaker", 4));
  }

  @Test
  void columnsThatAreNotKnownAreNamed() {
    FeedFile file = read(MATCH + "PSH,PSD,PSA,XYH,XYA\n" + PLAYED + "2,3,4,1.9,1.9\n");

    assertThat(file.prices().left())
        .containsExactly(entry("columns that are not known: XYH, XYA", 2));
    assertThat(file.prices().read()).isEqualTo(file.usable() + 2);
  }

  @Test
  void extraLeaguesHaveCountryAndLeague() {
    FeedFile file =
        read(
            "Country,League,Season,Date,Time,Home,Away,HG,AG,Res,PSCH,PSCD,PSCA,MaxCH,MaxCD,MaxCA\n"
                + "Brazil,Serie A,2025,29/03/2025,21:30,Aldham,Bexley,1,1,D,2.5,3.1,3.2,,,\n"
                + "Brazil,Serie A,2025,30/03/2025,21:30,Corby,Dover,1,1,D,,,,,,\n"
                + "Wales,Cymru Premier,2025,30/03/2025,21:30,Corby,Dover,2,1,D,2,3,4,,,\n");

    assertThat(file.snapshots())
        .extracting(one -> one.event().sportKey() + " " + one.event().id() + " " + one.observedAt())
        .containsExactly(
            // 21:30 is Greenwich Mean Time on the 29th, and British Summer Time on the 30th.
            "soccer_brazil_campeonato fd-brazil-serie-a-2025-03-29-aldham-bexley 2025-03-29T21:25:00Z",
            "soccer_football_data_wales_cymru_premier"
                + " fd-wales-cymru-premier-2025-03-30-corby-dover 2025-03-30T20:25:00Z");
    assertThat(file.results()).hasSize(2);
    assertThat(file.problems())
        .extracting(problem -> problem.kind() + " " + problem.line() + " " + problem.detail())
        .containsExactly(
            "UNQUOTED 3 no bookmaker has a price",
            "RESULT 4 Res is \"D\": after 2:1 it must be H; correct one of them");
  }

  @Test
  void matchesToComeAreQuotedNow() {
    FeedFile file =
        read(
            MATCH
                + "Referee,B365H,B365D,B365A\n"
                + "E0,28/11/2026,15:00,Aldham,Bexley,,2.3,3.3,3.1\n"
                + "E0,03/12/2026,20:00,Corby,Dover,,2.3,3.3,3.1\n"
                + "E0,28/11/2026,11:00,Epsom,Frome,,2.3,3.3,3.1\n");

    assertThat(file.snapshots())
        .extracting(
            one ->
                one.event().homeTeam() + " " + one.event().commenceTime() + " " + one.observedAt())
        .containsExactlyInAnyOrder(
            "Aldham 2026-11-28T15:00:00Z 2026-11-28T12:00:00Z",
            "Corby 2026-12-03T20:00:00Z 2026-11-28T12:00:00Z",
            // It has begun: its price is the opening one by convention.
            "Epsom 2026-11-28T11:00:00Z 2026-11-27T11:00:00Z");
  }

  @Test
  void spreadsheetsWriteSemicolonsAndDecimalCommas() {
    FeedFile file =
        read(
            "\"Div\";\"Date\";\"Time\";\"HomeTeam\";\"AwayTeam\";\"B365H\";\"B365D\";\"B365A\"\n"
                + "E0;16/08/2025;15:00;Aldham;Bexley;2,10;3,40;3.5\n");

    assertThat(quotes(file)).containsExactly("bet365 h2h 2.1 3.4 3.5");
  }

  @Test
  void unicodeTextIsReadByItsMark() {
    String text = MATCH + "PSH,PSD,PSA\nSP1,16/08/2025,15:00,M\u00e1laga,Bexley,2,3,4\n";
    for (var charset :
        List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8)) {
      FeedFile file = reader.read("f", ("\uFEFF" + text).getBytes(charset));

      assertThat(file.snapshots())
          .singleElement()
          .satisfies(one -> assertThat(one.event().homeTeam()).isEqualTo("M\u00e1laga"));
    }
  }

  @Test
  void fileWithoutOddsSaysSo() {
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> read(MATCH + "FTHG,FTAG,FTR\n" + PLAYED + "1,0,H\n"))
        .withMessageStartingWith("holds no odds: ");
  }

  @Test
  void problemsCostWhatTheyLeaveOut() {
    FeedFile file =
        read(
            MATCH
                + "PSH,PSD,PSA,AHh,PAHH,PAHA,MaxH,MaxD,MaxA\n"
                + "E0,16/08/2025,15:00,Aldham,Bexley,2,,4,,1.9,1.9,2,3,4\n"
                + "E0,?,15:00,Aldham,Bexley,2,3,4,0,1.9,1.9,2,3,4\n"
                + "E0,17/08/2025,15:00,Aldham,Bexley,2,1,4,0,1.9,1.9,,,\n");

    assertThat(file.problems())
        .extracting(problem -> problem.kind() + " " + problem.prices())
        .containsExactly(
            Kind.HALF_QUOTED + " 2", Kind.HALF_QUOTED + " 2", Kind.EVENT + " 5", Kind.PRICE + " 3");
    // 7 + 8 + 5 prices: 2 sent, 12 in problems, 6 of no bookmaker.
    assertThat(file.prices().read()).isEqualTo(20);
    assertThat(file.usable()).isEqualTo(2);
    assertThat(file.prices().leftOut()).isEqualTo(6);
  }

  private FeedFile read(String text) {
    return FeedFixture.text(reader, text);
  }

  private static List<String> quotes(FeedFile file) {
    return file.snapshots().stream().map(FootballColumnsTest::quote).toList();
  }

  private static String quote(MarketSnapshot snapshot) {
    StringBuilder text =
        new StringBuilder(snapshot.bookmaker().key() + " " + snapshot.betType().symbol());
    snapshot.outcomes().forEach(outcome -> text.append(' ').append(outcome.price()));
    return text.toString();
  }
}
