package io.betintel.ev.feed;

import java.nio.charset.StandardCharsets;

/** Which feed a file is of, by its first characters: names and endings are not to be trusted. */
enum FeedFileKind {
  THE_ODDS_API,
  FOOTBALL_DATA;

  /** Enough for a byte order mark, blank lines and the start of a header. */
  private static final int LOOKED_AT = 4096;

  /**
   * @throws FeedFileException if it is neither
   */
  static FeedFileKind of(byte[] content) {
    int length = Math.min(content.length, LOOKED_AT);
    String start = new String(content, 0, length, StandardCharsets.UTF_8);
    start = (start.startsWith("\uFEFF") ? start.substring(1) : start).stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      return THE_ODDS_API;
    }
    if (start.startsWith("Div,")) {
      return FOOTBALL_DATA;
    }
    throw new FeedFileException(
        start.isEmpty()
            ? "is empty"
            : "is neither The Odds API's JSON nor a football-data.co.uk season, whose header starts"
                + " with Div");
  }

  FeedReader reader(OddsFormat format) {
    return this == THE_ODDS_API ? new TheOddsApiReader(format) : new FootballDataReader();
  }
}
