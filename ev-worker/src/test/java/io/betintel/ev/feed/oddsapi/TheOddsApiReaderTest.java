package io.betintel.ev.feed.oddsapi;

import static io.betintel.ev.feed.FeedFixture.byBetType;
import static io.betintel.ev.feed.FeedFixture.find;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.odds.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every shape of the real files. Counts were made with Python's json module, not by this code. */
final class TheOddsApiReaderTest {
  private final TheOddsApiReader decimal = new TheOddsApiReader(OddsFormat.DECIMAL);
  private final TheOddsApiReader american = new TheOddsApiReader(OddsFormat.AMERICAN);

  @Test
  void readsAnArrayOfEvents() throws IOException {
    FeedFile file = FeedFixture.read(decimal, FeedFixture.NHL);

    assertThat(file.problems()).isEmpty();
    assertThat(file.empty()).isZero();
    assertThat(byBetType(file)).isEqualTo(Map.of("h2h", 170L));
    MarketSnapshot first = file.snapshots().get(0);
    assertThat(first.event().id()).isEqualTo("b33f30ad5541b19794da293edee78bd3");
    assertThat(first.event().sportKey()).isEqualTo("icehockey_nhl");
    assertThat(first.event().commenceTime()).isEqualTo("2024-03-21T23:00:00Z");
    assertThat(first.event().homeTeam()).isEqualTo("Boston Bruins");
    assertThat(first.event().awayTeam()).isEqualTo("New York Rangers");
    assertThat(first.bookmaker().key()).isEqualTo("unibet_us");
    assertThat(first.lastUpdate()).isEqualTo("2024-03-21T14:10:14Z");
    assertThat(first.outcomes())
        .containsExactly(
            Outcome.of("Boston Bruins", null, null, 1.7),
            Outcome.of("New York Rangers", null, null, 2.2));
  }

  @Test
  void withoutAnEnvelopeTheLatestQuoteIsWhenTheFileWasObserved() throws IOException {
    assertThat(FeedFixture.read(decimal, FeedFixture.NHL).snapshots())
        .extracting(MarketSnapshot::observedAt)
        .containsOnly(Instant.parse("2024-03-21T14:10:19Z"));
  }

  @Test
  void readsOneEventWhoseBookmakersHaveNoTime() throws IOException {
    FeedFile file = FeedFixture.read(decimal, FeedFixture.NHL_EVENT);

    assertThat(file.problems()).isEmpty();
    assertThat(byBetType(file)).isEqualTo(Map.of("h2h", 14L));
    assertThat(file.snapshots())
        .extracting(MarketSnapshot::observedAt)
        .containsOnly(Instant.parse("2024-03-21T14:11:30Z"));
    assertThat(file.snapshots().get(0).lastUpdate()).isEqualTo("2024-03-21T14:10:14Z");
  }

  @Test
  void readsAHistoricalEnvelopeWhoseMarketsHaveNoTime() throws IOException {
    FeedFile file = FeedFixture.read(american, FeedFixture.NFL);

    assertThat(file.problems()).isEmpty();
    assertThat(byBetType(file))
        .isEqualTo(Map.of("h2h", 281L, "h2h_lay", 15L, "spreads", 267L, "totals", 255L));
    assertThat(file.snapshots())
        .extracting(MarketSnapshot::observedAt)
        .containsOnly(Instant.parse("2021-11-25T11:55:00Z"));
    MarketSnapshot spread = file.snapshots().get(0);
    assertThat(spread.lastUpdate()).isEqualTo("2021-11-25T11:49:47Z");
    // +104 is 1 + 104/100; -125 is 1 + 100/125.
    assertThat(spread.outcomes())
        .containsExactly(
            Outcome.of("Chicago Bears", null, -3.0, 2.04),
            Outcome.of("Detroit Lions", null, 3.0, 1.8));
  }

  @Test
  void readsAHistoricalEnvelopeAroundOneEvent() throws IOException {
    FeedFile file = FeedFixture.read(decimal, FeedFixture.ALTERNATES);

    assertThat(file.problems()).isEmpty();
    assertThat(byBetType(file)).isEqualTo(Map.of("alternate_spreads", 1L));
    MarketSnapshot only = file.snapshots().get(0);
    assertThat(only.observedAt()).isEqualTo("2023-10-10T12:10:39Z");
    assertThat(only.lastUpdate()).isEqualTo("2023-10-10T12:10:29Z");
    assertThat(only.outcomes())
        .extracting(Outcome::point)
        .containsExactly(-23.0, -22.5, -22.0, 23.0, 22.5, 22.0);
  }

  @Test
  void readsPlayersAndCountsEventsWithoutQuotes() throws IOException {
    FeedFile file = FeedFixture.read(american, FeedFixture.PROPS);

    assertThat(file.problems()).isEmpty();
    assertThat(file.empty()).isEqualTo(1);
    assertThat(byBetType(file)).isEqualTo(Map.of("player_pass_tds", 3L, "player_receptions", 3L));
    // -207 is 1 + 100/207 = 1.483...; +161 is 2.61.
    assertThat(
            find(file, "9c1f73e48ca9750f6e7d5d64874057c2", "draftkings", "player_pass_tds")
                .outcomes())
        .contains(
            Outcome.of("Over", "Joe Flacco", 1.5, 1.4830917874396135),
            Outcome.of("Under", "Joe Flacco", 1.5, 2.6100000000000003));
  }

  @Test
  void readsWhatTheDocumentsNameAndTheRealFilesLack() {
    FeedFile file =
        FeedFixture.text(
            decimal,
            """
            {"timestamp": 1711030000, "data": {
              "id": "e1", "sport_key": "golf_masters_tournament_winner", "sport_title": "Masters",
              "commence_time": 1711036800, "home_team": null, "away_team": null, "bookmakers": [
                {"key": "betfair_ex_eu", "title": "Betfair", "link": "https://b.example", "sid": "1",
                 "markets": [{"key": "outrights", "last_update": 1711029000,
                   "link": "https://b.example/m", "sid": "2", "outcomes": [
                     {"name": "Scheffler", "price": 5, "link": "https://b.example/o", "sid": "3",
                      "bet_limit": 250, "multiplier": 1.5, "description": null}]}]}]}}
            """);

    assertThat(file.problems()).isEmpty();
    MarketSnapshot only = file.snapshots().get(0);
    assertThat(only.observedAt()).isEqualTo(Instant.ofEpochSecond(1711030000));
    assertThat(only.event().commenceTime()).isEqualTo(Instant.ofEpochSecond(1711036800));
    assertThat(only.event().homeTeam()).isNull();
    assertThat(only.event().awayTeam()).isNull();
    assertThat(only.lastUpdate()).isEqualTo(Instant.ofEpochSecond(1711029000));
    assertThat(only.link()).isEqualTo("https://b.example/m");
    assertThat(only.outcomes())
        .containsExactly(new Outcome("Scheffler", null, null, 5, "https://b.example/o", 250.0));
  }
}
