package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.betintel.ev.feed.FeedProblem.Kind;
import io.betintel.ev.feed.footballdata.FootballDataReader;
import io.betintel.ev.feed.oddsapi.TheOddsApiReader;
import io.betintel.ev.odds.OddsFormat;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every price of a file is in a snapshot, costs a problem, or is left out and counted. */
final class EveryPriceCountsTest {
  private static final Instant NOW = Instant.parse("2035-08-10T12:00:00Z");

  /**
   * Counted with Python: outcomes of the JSON, and cells of the season's 80 price columns that are
   * not blank. 28 of the columns are Max and Avg: 380 matches have 10,640 cells there, two blank.
   */
  @ParameterizedTest
  @CsvSource({
    FeedFixture.SEASON + ",DECIMAL,29234,10638",
    FeedFixture.NHL + ",DECIMAL,340,0",
    FeedFixture.NHL_EVENT + ",DECIMAL,28,0",
    FeedFixture.ALTERNATES + ",DECIMAL,6,0",
    FeedFixture.NFL + ",AMERICAN,1636,0",
    FeedFixture.PROPS + ",AMERICAN,34,0"
  })
  void realFilesAddUp(String name, OddsFormat format, int read, int left) throws IOException {
    FeedFile file = FeedFixture.files(format).read(FeedFixture.path(name));

    addsUp(file);
    assertThat(file.prices().leftOut()).isEqualTo(left);
    assertThat(file.prices().read()).isEqualTo(read);
  }

  @Test
  void oneBadRunnerLeavesTheOthersListedOneByOne() {
    FeedFile file = read(market("outrights", "A 3, B 4, C 6, D 8, E 1"));

    addsUp(file);
    assertThat(file.prices().read()).isEqualTo(5);
    assertThat(file.problems())
        .extracting(FeedProblem::kind, FeedProblem::prices)
        .containsExactly(
            tuple(Kind.PRICE, 1),
            tuple(Kind.LINE, 1),
            tuple(Kind.LINE, 1),
            tuple(Kind.LINE, 1),
            tuple(Kind.LINE, 1));
  }

  @Test
  void whatIsNoNumberIsAProblemWithItsPlace() {
    FeedFile file =
        FeedFixture.text(
            new TheOddsApiReader(OddsFormat.DECIMAL),
            event(
                "{\"key\": \"h2h\", \"last_update\": \"2024-03-21T14:00:00Z\", \"outcomes\": ["
                    + "{\"name\": \"A\", \"price\": 1.9, \"point\": NaN},"
                    + "{\"name\": \"B\", \"price\": -Infinity}, {\"name\": \"C\", \"price\": 2}]}"));

    addsUp(file);
    assertThat(file.problems())
        .extracting(FeedProblem::toString)
        .containsExactly(
            "outcome: a file / e1 / fanduel / h2h: A: point is \"NaN\": a number is needed",
            "price: a file / e1 / fanduel / h2h: B: price is \"-Infinity\": a number is needed; the"
                + " line's other price is not sent either");
  }

  /**
   * One file of each kind that football-data.co.uk has, each with a price that is none, a blank and
   * a column of no bookmaker. Read are the cells of price columns that are not blank.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        // h2h 3, 3 of a code that nobody knows, 3 of the average, 2 and a blank; totals 2 and a
        // handicap's 2 make 15. Then 2 and 3, 3 and 3, 6 and none.
        "Div,Date,Time,HomeTeam,AwayTeam,B365H,B365D,B365A,XQH,XQD,XQA,AvgH,AvgD,AvgA,PSH,PSD,PSA,"
            + "P>2.5,P<2.5,AHh,PAHH,PAHA!E0,16/08/2025,15:00,Ash,Birch,2.1,3.4,3.5,2.1,3.3,3.5,2.1,"
            + "3.4,3.5,2.1,1.0,,1.9,2.0,-0.25,1.9,2.0 @ 15",
        "Country,League,Season,Date,Time,Home,Away,HG,AG,Res,PSCH,PSCD,PSCA,AvgCH,AvgCD,AvgCA"
            + "!Brazil,Serie A,2025,29/03/2025,21:30,Ash,Birch,1,1,D,2.5,3.1,,2.4,3.1,3.1"
            + "!Brazil,Serie A,2025,30/03/2025,21:30,Cedar,Dogwood,1,1,D,,,,,, @ 5",
        "Div;Date;Time;HomeTeam;AwayTeam;B365H;B365D;B365A"
            + "!E0;16/08/2025;15:00;Ash;Birch;2,10;3,40;x!E0;when;15:00;Ash;Birch;2,10;3,40;3,5 @ 6",
        "Div,Date,Time,HomeTeam,AwayTeam,Referee,B365H,B365D,B365A,MaxH,MaxD,MaxA"
            + "!E0,16/08/2035,15:00,Ash,Birch,,2.1,3.4,3.5,2.2,3.5,3.6!E0,,,,,,,,,,, @ 6"
      })
  void footballFilesAddUp(String rows, int read) {
    FeedFile file =
        FeedFixture.text(
            new FootballDataReader(Clock.fixed(NOW, ZoneOffset.UTC)), rows.replace("!", "\n"));

    addsUp(file);
    assertThat(file.prices().read()).isEqualTo(read);
  }

  /** 3,000 files of random markets, in which about a fifth of everything is broken. */
  @Test
  void randomFilesAddUp() {
    Random random = new Random(20261128);
    for (int i = 0; i < 3_000; i++) {
      List<String> markets = new ArrayList<>();
      for (int count = random.nextInt(4); count >= 0; count--) {
        markets.add(randomMarket(random));
      }
      String text = event(String.join(", ", markets));
      FeedFile file = FeedFixture.text(new TheOddsApiReader(OddsFormat.DECIMAL), text);

      assertThat(file.prices().read())
          .as(text + "\n" + file.problems())
          .isEqualTo(file.usable() + file.lost() + file.prices().leftOut());
    }
  }

  private static String randomMarket(Random random) {
    List<String> outcomes = new ArrayList<>();
    for (int count = random.nextInt(5); count > 0; count--) {
      outcomes.add(
          "{\"name\": %s, \"price\": %s, \"point\": %s}"
              .formatted(
                  oneOf(
                      random, () -> "\"" + "ABC".charAt(random.nextInt(3)) + "\"", "null", "\"\""),
                  oneOf(random, () -> "1." + (1 + random.nextInt(3)), "1.0", "\"x\"", "NaN"),
                  oneOf(random, () -> (1 + random.nextInt(2)) + ".5", "null", "{}")));
    }
    return "{\"key\": %s, %s \"outcomes\": %s}"
        .formatted(
            oneOf(
                random,
                () -> random.nextBoolean() ? "\"totals\"" : "\"h2h\"",
                "\"No Key\"",
                "null"),
            oneOf(
                random,
                () -> "\"last_update\": \"2024-03-21T14:0%d:00Z\",".formatted(random.nextInt(2)),
                "",
                "\"last_update\": \"then\","),
            oneOf(random, () -> "[" + String.join(", ", outcomes) + "]", "7"));
  }

  private static String oneOf(Random random, Supplier<String> usual, String... broken) {
    return random.nextInt(5) > 0 ? usual.get() : broken[random.nextInt(broken.length)];
  }

  private static FeedFile read(String market) {
    return FeedFixture.text(new TheOddsApiReader(OddsFormat.DECIMAL), event(market));
  }

  private static String market(String key, String outcomes) {
    List<String> array = new ArrayList<>();
    for (String outcome : outcomes.split(", ", -1)) {
      String[] fields = outcome.split(" ", -1);
      array.add("{\"name\": \"%s\", \"price\": %s}".formatted(fields[0], fields[1]));
    }
    return "{\"key\": \"%s\", \"last_update\": \"2024-03-21T14:00:00Z\", \"outcomes\": %s}"
        .formatted(key, array);
  }

  private static String event(String markets) {
    return """
    {"id": "e1", "sport_key": "s", "commence_time": "2024-03-21T23:00:00Z", "bookmakers": [
      {"key": "fanduel", "markets": [%s]}]}
    """
        .formatted(markets);
  }

  private static void addsUp(FeedFile file) {
    assertThat(file.usable() + file.lost() + file.prices().leftOut())
        .as("%s", file.problems())
        .isEqualTo(file.prices().read());
  }
}
