package io.betintel.ev.feed.oddsapi;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.util.List;

/**
 * The address of The Odds API, and the key.
 *
 * @param url without a path, such as {@code https://api.the-odds-api.com}
 * @param key never shown; empty if it is not set
 */
public record OddsApiConfig(String url, String key) {
  static final Setting<String> URL =
      new Setting<>(
          "EV_ODDS_API_URL",
          "http://host:port or https://host, without a path",
          "https://api.the-odds-api.com",
          "The Odds API, for feed poll.",
          false,
          OddsApiConfig::address);
  static final Setting<String> KEY =
      Setting.secret("EV_ODDS_API_KEY", "The Odds API's key, for feed poll.");

  public static List<Setting<?>> settings() {
    return List.of(URL, KEY);
  }

  public static OddsApiConfig from(Settings settings) {
    return new OddsApiConfig(settings.get(URL), settings.get(KEY));
  }

  private static String address(String text) {
    if (!text.matches("https?://[^/?#@\\s]+/?")) {
      throw new IllegalArgumentException("not an address");
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public String toString() {
    return url;
  }
}
