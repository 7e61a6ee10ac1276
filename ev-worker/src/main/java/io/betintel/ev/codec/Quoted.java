package io.betintel.ev.codec;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Instant;

/**
 * Whose snapshot of which market, and of when.
 *
 * @param lastUpdate when the bookmaker quoted
 * @param observedAt when the feed saw it
 */
public record Quoted(MarketId market, Bookmaker bookmaker, Instant lastUpdate, Instant observedAt) {

  public static Quoted of(MarketSnapshot snapshot) {
    return new Quoted(
        snapshot.marketId(), snapshot.bookmaker(), snapshot.lastUpdate(), snapshot.observedAt());
  }

  /** The same, of another bet type. */
  public Quoted as(BetType other) {
    return new Quoted(new MarketId(market.eventId(), other), bookmaker, lastUpdate, observedAt);
  }

  /** The same, quoted and observed at other times. */
  public Quoted at(Instant quoted, Instant observed) {
    return new Quoted(market, bookmaker, quoted, observed);
  }
}
