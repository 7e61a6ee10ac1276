package io.betintel.ev.feed.oddsapi;

import io.betintel.ev.feed.FeedFixture;
import java.io.IOException;
import java.nio.file.Files;

/**
 * What the API answers in tests: one event with the quotes that a case needs, or a real payload.
 */
final class CannedPayloads {
  private CannedPayloads() {}

  /**
   * @param name of a file in {@code feeds/}, as {@link FeedFixture} names it
   */
  static byte[] payload(String name) throws IOException {
    return Files.readAllBytes(FeedFixture.path(name));
  }

  /**
   * @param quotes each one bookmaker's, as {@link #quote} writes it
   */
  static String event(String... quotes) {
    return """
    [{"id":"e1","sport_key":"icehockey_nhl","commence_time":"2024-03-21T23:00:00Z",
      "home_team":"A","away_team":"B","bookmakers":[%s]}]
    """
        .formatted(String.join(",", quotes));
  }

  /**
   * A bookmaker's h2h market.
   *
   * @param time of day of the quote, such as {@code 14:10:00}
   * @param price of the home team, in decimal odds; the away team's is 2.0
   */
  static String quote(String bookmaker, String time, double price) {
    return """
    {"key":"%s","markets":[{"key":"h2h","last_update":"2024-03-21T%sZ",
      "outcomes":[{"name":"A","price":%s},{"name":"B","price":2.0}]}]}
    """
        .formatted(bookmaker, time, price);
  }
}
