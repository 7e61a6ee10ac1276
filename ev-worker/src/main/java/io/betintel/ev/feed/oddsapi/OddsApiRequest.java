package io.betintel.ev.feed.oddsapi;

import io.betintel.ev.odds.OddsFormat;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One question to The Odds API, version 4; its text never has the key.
 *
 * @param target path and query without the key
 * @param cost what it takes from the quota at most: one for each market and region
 */
record OddsApiRequest(String target, int cost) {

  /** The odds of all events of a sport. */
  static OddsApiRequest odds(String sport, String region, List<String> markets, OddsFormat format) {
    return new OddsApiRequest(
        "/v4/sports/" + encoded(sport) + "/odds" + query(region, markets, format), markets.size());
  }

  /** The events of a sport without odds: free of charge. */
  static OddsApiRequest events(String sport) {
    return new OddsApiRequest("/v4/sports/" + encoded(sport) + "/events?dateFormat=iso", 0);
  }

  /** The odds of one event, the only place of markets that are not featured. */
  static OddsApiRequest eventOdds(
      String sport, String event, String region, List<String> markets, OddsFormat format) {
    return new OddsApiRequest(
        "/v4/sports/"
            + encoded(sport)
            + "/events/"
            + encoded(event)
            + "/odds"
            + query(region, markets, format),
        markets.size());
  }

  URI uri(OddsApiConfig config) {
    return URI.create(config.url() + target + "&apiKey=" + encoded(config.key()));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String query(String region, List<String> markets, OddsFormat format) {
    return "?regions="
        + encoded(region)
        + "&markets="
        + encoded(String.join(",", markets))
        + "&oddsFormat="
        + (format == OddsFormat.AMERICAN ? "american" : "decimal")
        + "&dateFormat=iso";
  }

  @Override
  public String toString() {
    return target;
  }
}
