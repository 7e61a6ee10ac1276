package io.betintel.ev.feed;

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
  private final Map<QuoteKey, MarketSnapshot> quotes = new LinkedHashMap<>();

  void add(Collection<MarketSnapshot> snapshots) {
    for (MarketSnapshot snapshot : snapshots) {
      quotes.merge(
          QuoteKey.of(snapshot),
          snapshot,
          (one, other) -> other.lastUpdate().isAfter(one.lastUpdate()) ? other : one);
    }
  }

  List<MarketSnapshot> all() {
    return List.copyOf(quotes.values());
  }
}
