package io.betintel.ev.cli.console;

import io.betintel.ev.feed.FeedFiles;
import io.betintel.ev.feed.footballdata.FootballDataReader;
import io.betintel.ev.feed.oddsapi.TheOddsApiReader;
import io.betintel.ev.odds.OddsFormat;
import java.time.Clock;
import java.util.List;

/** Every kind of feed file that commands read. */
public final class KnownFeeds {
  private KnownFeeds() {}

  /**
   * @param format how The Odds API's prices are written
   */
  public static FeedFiles files(OddsFormat format) {
    return new FeedFiles(
        List.of(new TheOddsApiReader(format), new FootballDataReader(Clock.systemUTC())));
  }
}
