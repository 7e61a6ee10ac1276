package io.betintel.ev.market;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Snapshots of one match, for tests: Lions at home against Bears. */
public final class Snapshots {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  public static final SportingEvent MATCH =
      new SportingEvent(
          "match-1", "americanfootball_nfl", NOON.plus(Duration.ofHours(6)), "Lions", "Bears");

  private Snapshots() {}

  /** Quoted and observed at noon. */
  public static MarketSnapshot quoted(String bookmaker, String betType, Outcome... outcomes) {
    return at(NOON, bookmaker, betType, outcomes);
  }

  /** Quoted and observed at {@code when}. */
  public static MarketSnapshot at(
      Instant when, String bookmaker, String betType, Outcome... outcomes) {
    return new MarketSnapshot(
        MATCH, new BetType(betType), new Bookmaker(bookmaker), List.of(outcomes), when, when, null);
  }

  public static Outcome outcome(String name, Double point, double price) {
    return Outcome.of(name, null, point, price);
  }

  public static MarketBook book(MarketSnapshot... snapshots) {
    MarketBook book = new MarketBook(snapshots[0].marketId());
    for (MarketSnapshot snapshot : snapshots) {
      book.apply(snapshot);
    }
    return book;
  }
}
