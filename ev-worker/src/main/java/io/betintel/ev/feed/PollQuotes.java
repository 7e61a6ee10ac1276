package io.betintel.ev.feed;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One poll's quotes, joined: every region's bookmakers beside each other under their event. A
 * bookmaker that several responses have is taken with the later {@code last_update}.
 */
final class PollQuotes {
  private final Map<Key, MarketSnapshot> quotes = new LinkedHashMap<>();

  private record Key(MarketId market, Bookmaker bookmaker) {}

  void add(Collection<MarketSnapshot> snapshots) {
    for (MarketSnapshot snapshot : snapshots) {
      quotes.merge(
          new Key(snapshot.marketId(), snapshot.bookmaker()),
          snapshot,
          (one, other) -> other.lastUpdate().isAfter(one.lastUpdate()) ? other : one);
    }
  }

  List<MarketSnapshot> all() {
    return List.copyOf(quotes.values());
  }
}
