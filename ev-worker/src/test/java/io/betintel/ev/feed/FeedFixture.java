package io.betintel.ev.feed;

import io.betintel.ev.feed.footballdata.FootballDataReader;
import io.betintel.ev.feed.oddsapi.TheOddsApiReader;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The real files under feeds/, and what tests ask about what was read. */
public final class FeedFixture {
  public static final String SEASON = "football-data_E0_2023-24.csv";
  public static final String NHL = "nhl_odds_us_decimal_2024-03-21.json";
  public static final String NHL_EVENT = "nhl_event_odds_us_2024-03-21.json";
  public static final String NFL = "nfl_historical_us_american_2022.json";
  public static final String ALTERNATES = "nfl_historical_event_alternate_spreads.json";
  public static final String PROPS = "nfl_player_props_us_american_2025-10-25_cut.json";

  private FeedFixture() {}

  public static FeedFiles files(OddsFormat format) {
    return new FeedFiles(
        List.of(
            new TheOddsApiReader(format),
            new FootballDataReader(
                Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC))));
  }

  public static Path path(String name) {
    return Path.of("..", "feeds", name);
  }

  public static FeedFile read(FeedReader reader, String name) throws IOException {
    return reader.read(name, Files.readAllBytes(path(name)));
  }

  public static FeedFile text(FeedReader reader, String text) {
    return reader.read("a file", text.getBytes(StandardCharsets.UTF_8));
  }

  public static Map<String, Long> byBetType(FeedFile file) {
    return file.snapshots().stream()
        .collect(
            Collectors.groupingBy(
                snapshot -> snapshot.betType().symbol(), TreeMap::new, Collectors.counting()));
  }

  public static MarketSnapshot find(FeedFile file, String event, String bookmaker, String betType) {
    return file.snapshots().stream()
        .filter(
            snapshot ->
                snapshot.event().id().equals(event)
                    && snapshot.bookmaker().key().equals(bookmaker)
                    && snapshot.betType().symbol().equals(betType))
        .findFirst()
        .orElseThrow();
  }
}
