package io.betintel.ev.feed.oddsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.feed.FeedProblem.Kind;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.odds.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One market of one bookmaker, written as several entries. */
class RepeatedMarketTest {
  private static final String EARLY = "2024-03-21T14:00:00Z";
  private static final String LATE = "2024-03-21T14:05:00Z";

  @Test
  void entriesThatCompleteEachOtherAreOneSnapshot() {
    FeedFile file =
        read(
            total(EARLY, 5.5, 1.9, 2.0),
            total(LATE, 6.5, 2.4, 1.6),
            market(EARLY, outcome("Over", 7.5, 3.1)),
            market(EARLY, outcome("Under", 7.5, 1.3)));

    assertThat(file.problems()).isEmpty();
    assertThat(file.snapshots()).hasSize(1);
    assertThat(file.snapshots().get(0).lastUpdate()).isEqualTo(Instant.parse(LATE));
    assertThat(prices(file))
        .containsExactlyInAnyOrder(
            "Over 5.5 1.9",
            "Under 5.5 2.0",
            "Over 6.5 2.4",
            "Under 6.5 1.6",
            "Over 7.5 3.1",
            "Under 7.5 1.3");
  }

  @Test
  void sameEntryTwiceIsOne() {
    FeedFile file = read(total(EARLY, 5.5, 1.9, 2.0), total(EARLY, 5.5, 1.9, 2.0));

    assertThat(file.problems()).isEmpty();
    assertThat(prices(file)).containsExactlyInAnyOrder("Over 5.5 1.9", "Under 5.5 2.0");
    assertThat(file.prices().left()).containsExactly(entry("the same price twice in a market", 2));
  }

  @Test
  void whatTwoEntriesOfOneTimeDisagreeAboutIsLeftOutAndReported() {
    FeedFile file =
        read(
            total(EARLY, 5.5, 1.9, 2.0),
            total(EARLY, 6.5, 2.4, 1.6),
            total(EARLY, 5.5, 1.9, 2.1),
            total(EARLY, 5.5, 1.9, 2.0));

    assertThat(file.problems())
        .containsExactly(
            new FeedProblem(
                    "a file",
                    "e1",
                    "fanduel",
                    "totals",
                    Kind.CONTRADICTION,
                    "the market is there more than once, and Under 5.5 is 2.0 and 2.1: their"
                        + " last_update is the same, so the line is left out")
                .costing(4), // two entries of two prices
            new FeedProblem(
                    "a file",
                    "e1",
                    "fanduel",
                    "totals",
                    Kind.CONTRADICTION,
                    "the market is there once more with a line that is left out")
                .costing(2));
    assertThat(file.prices().read()).isEqualTo(8).isEqualTo(file.usable() + file.lost());
    assertThat(prices(file)).containsExactlyInAnyOrder("Over 6.5 2.4", "Under 6.5 1.6");
  }

  @Test
  void ofTwoTimesTheLaterQuoteHasTheLineAndTheOtherIsReported() {
    for (List<String> order :
        List.of(
            List.of(total(LATE, 5.5, 1.8, 2.1), total(EARLY, 5.5, 1.9, 2.0)),
            List.of(total(EARLY, 5.5, 1.9, 2.0), total(LATE, 5.5, 1.8, 2.1)))) {
      FeedFile file = read(order.toArray(String[]::new));

      assertThat(file.problems())
          .extracting(FeedProblem::detail)
          .containsExactly(
              "the market is there more than once, and Over 5.5 is 1.8 and 1.9: the line of the"
                  + " later last_update is used");
      assertThat(prices(file)).containsExactlyInAnyOrder("Over 5.5 1.8", "Under 5.5 2.1");
    }
  }

  @Test
  void whereEveryLineIsContradictedNothingIsSent() {
    assertThat(read(total(EARLY, 5.5, 1.9, 2.0), total(EARLY, 5.5, 1.8, 2.0)).snapshots())
        .isEmpty();
  }

  @Test
  void bookmakerThatIsThereTwiceIsReadTheSameWay() {
    FeedFile file =
        FeedFixture.text(
            new TheOddsApiReader(OddsFormat.DECIMAL),
            event(
                bookmaker(total(EARLY, 5.5, 1.9, 2.0))
                    + ", "
                    + bookmaker(total(EARLY, 6.5, 2.4, 1.6))));

    assertThat(file.snapshots()).hasSize(1);
    assertThat(prices(file)).hasSize(4);
  }

  private static List<String> prices(FeedFile file) {
    return file.snapshots().stream()
        .map(MarketSnapshot::outcomes)
        .flatMap(List<Outcome>::stream)
        .map(outcome -> outcome.name() + " " + outcome.point() + " " + outcome.price())
        .toList();
  }

  private static FeedFile read(String... markets) {
    return FeedFixture.text(
        new TheOddsApiReader(OddsFormat.DECIMAL), event(bookmaker(String.join(", ", markets))));
  }

  private static String event(String bookmakers) {
    return """
    {"id": "e1", "sport_key": "s", "commence_time": "2024-03-21T23:00:00Z", "bookmakers": [%s]}"""
        .formatted(bookmakers);
  }

  private static String bookmaker(String markets) {
    return "{\"key\": \"fanduel\", \"markets\": [" + markets + "]}";
  }

  private static String total(String lastUpdate, double point, double over, double under) {
    return market(lastUpdate, outcome("Over", point, over) + ", " + outcome("Under", point, under));
  }

  private static String market(String lastUpdate, String outcomes) {
    return "{\"key\": \"totals\", \"last_update\": \""
        + lastUpdate
        + "\", \"outcomes\": ["
        + outcomes
        + "]}";
  }

  private static String outcome(String name, double point, double price) {
    return "{\"name\": \"" + name + "\", \"point\": " + point + ", \"price\": " + price + "}";
  }
}
