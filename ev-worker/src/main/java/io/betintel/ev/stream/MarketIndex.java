package io.betintel.ev.stream;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which markets a task's store has entries of, by bet type: the store's keys begin with the event,
 * so without the index the whole store would have to be read. Some 200 bytes of heap per market,
 * beside the kilobytes of its entries. Mutable, confined to the task's thread.
 */
final class MarketIndex {
  private static final NavigableSet<MarketId> NONE = Collections.emptyNavigableSet();

  private final NavigableMap<BetType, NavigableSet<MarketId>> byType = new TreeMap<>();
  private int size;

  void add(MarketId market) {
    if (byType.computeIfAbsent(market.betType(), type -> new TreeSet<>()).add(market)) {
      size++;
    }
  }

  void remove(MarketId market) {
    NavigableSet<MarketId> ofType = byType.getOrDefault(market.betType(), NONE);
    if (ofType.contains(market)) {
      ofType.remove(market);
      size--;
    }
    if (ofType.isEmpty()) {
      byType.remove(market.betType());
    }
  }

  /** In order, as they are now: it changes with the store. */
  NavigableSet<MarketId> of(BetType betType) {
    return Collections.unmodifiableNavigableSet(byType.getOrDefault(betType, NONE));
  }

  /**
   * The market after another one, by bet type and event. The other one may have been removed.
   *
   * @param market null for the first
   */
  Optional<MarketId> after(MarketId market) {
    if (market != null) {
      MarketId next = byType.getOrDefault(market.betType(), NONE).higher(market);
      if (next != null) {
        return Optional.of(next);
      }
    }
    Map.Entry<BetType, NavigableSet<MarketId>> type =
        market == null ? byType.firstEntry() : byType.higherEntry(market.betType());
    return type == null ? Optional.empty() : Optional.of(type.getValue().first());
  }

  int size() {
    return size;
  }
}
