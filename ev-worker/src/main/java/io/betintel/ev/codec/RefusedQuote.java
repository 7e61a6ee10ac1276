package io.betintel.ev.codec;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Instant;

/**
 * What is known of a snapshot that is refused: whose it is and when it was quoted. So the
 * bookmaker's earlier offers in the market no longer hold.
 *
 * @param lastUpdate when the bookmaker quoted, a time that can be trusted
 * @param observedAt when the feed saw it
 */
public record RefusedQuote(
    MarketId market, Bookmaker bookmaker, Instant lastUpdate, Instant observedAt) {

  public static RefusedQuote of(MarketSnapshot snapshot) {
    return new RefusedQuote(
        snapshot.marketId(), snapshot.bookmaker(), snapshot.lastUpdate(), snapshot.observedAt());
  }

  /** The same, quoted and observed at other times. */
  public RefusedQuote at(Instant quoted, Instant observed) {
    return new RefusedQuote(market, bookmaker, quoted, observed);
  }
}
