package io.betintel.ev.stream;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which markets a task's store has entries of, by bet type: the store's keys begin with the event,
 * so it could tell only by reading all of them. Some 200 bytes of heap per market, beside the
 * kilobytes of its entries. Mutable, confined to the task's thread.
 */
final class MarketIndex {
  private static final NavigableSet<MarketId> NONE = Collections.emptyNavigableSet();

  private final SortedMap<BetType, NavigableSet<MarketId>> byType = new TreeMap<>();
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

  /** Every market, by bet type and event. */
  List<MarketId> all() {
    List<MarketId> all = new ArrayList<>(size);
    byType.values().forEach(all::addAll);
    return all;
  }

  int size() {
    return size;
  }
}
