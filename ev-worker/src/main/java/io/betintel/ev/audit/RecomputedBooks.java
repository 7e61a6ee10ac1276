package io.betintel.ev.audit;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** All books of a slice. For one thread. */
final class RecomputedBooks {
  private final Map<MarketId, RecomputedBook> books = new HashMap<>();

  private final Budget budget;

  RecomputedBooks(Budget budget) {
    this.budget = budget;
  }

  /** The market's book, made if it is missing. */
  RecomputedBook of(String eventId, BetType betType) {
    return books.computeIfAbsent(
        new MarketId(eventId, betType),
        id -> new RecomputedBook(id.eventId(), id.betType(), budget));
  }

  /** Null if no event of the market was read. */
  RecomputedBook find(MarketId market) {
    return books.get(market);
  }

  Collection<RecomputedBook> all() {
    return books.values();
  }
}
