package io.betintel.ev.stream;

import io.betintel.ev.odds.MarketId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the markets that are over by the clock, those of the store that this task has not opened
 * included, and has them forgotten. Confined to the task's thread.
 */
final class Reclaimer {
  static final Duration INTERVAL = Duration.ofSeconds(10);

  /** One turn must not hold up the records behind it. */
  private static final int MOST_PER_TURN = 500;

  private static final Duration LOOK_AGAIN = Duration.ofHours(1);

  private final Duration quiet;
  private final SnapshotStore store;
  private final Markets markets;
  private final Instant began;
  private final Map<MarketId, Instant> lookAt = new HashMap<>();
  private boolean storeRead;

  Reclaimer(Duration quiet, SnapshotStore store, Markets markets, Instant began) {
    this.quiet = quiet;
    this.store = store;
    this.markets = markets;
    this.began = began;
  }

  /** An event of the market came. */
  void touched(MarketId market, Instant now) {
    lookAt.put(market, now.plus(quiet));
  }

  void turn(Instant now) {
    if (!storeRead) {
      storeRead = true;
      store.markets().forEach(market -> lookAt.putIfAbsent(market, began.plus(quiet)));
    }
    for (MarketId market : due(now)) {
      Optional<Instant> over = markets.over(market);
      if (over.isPresent() && !over.get().isAfter(now)) {
        markets.forget(market, now);
        lookAt.remove(market);
      } else {
        lookAt.put(market, over.orElse(now.plus(LOOK_AGAIN)));
      }
    }
  }

  private List<MarketId> due(Instant now) {
    List<MarketId> due = new ArrayList<>();
    for (Map.Entry<MarketId, Instant> entry : lookAt.entrySet()) {
      if (due.size() == MOST_PER_TURN) {
        break;
      }
      if (!entry.getValue().isAfter(now)) {
        due.add(entry.getKey());
      }
    }
    return due;
  }

  /** What the task knows of its markets. */
  interface Markets {

    /** When the market is over; empty while nobody can say. */
    Optional<Instant> over(MarketId market);

    void forget(MarketId market, Instant now);
  }
}
