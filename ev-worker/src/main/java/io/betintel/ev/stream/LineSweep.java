package io.betintel.ev.stream;

import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the lines of a bet type again after its settings changed, it was enabled, or the worker
 * prices by another algorithm or other fees: the lines of one task, a few at a time, until all of
 * them are published under the catalogue's entry. The {@link Standing} in the store records what is
 * done. So the sweep continues after a restart, a worker that was away during the change catches
 * up, and a restart alone publishes nothing. Confined to the task's thread.
 */
final class LineSweep {
  static final Duration INTERVAL = Duration.ofMillis(100);

  /** The turns of a thread's tasks together must not hold up the records behind them. */
  static final Duration LONGEST_TURN = Duration.ofMillis(5);

  private static final Logger LOG = LoggerFactory.getLogger(LineSweep.class);

  private final SnapshotStore store;
  private final Supplier<Catalogue> catalogue;
  private final Function<CatalogueEntry, PricedUnder> basis;
  private final Markets markets;
  private final int mostPerTurn;
  private final StreamMetrics metrics;
  private final Map<BetType, Run> running = new HashMap<>();

  /** The entries whose standing a snapshot does not change: the store is not asked for each. */
  private final Map<BetType, CatalogueEntry> unchanged = new HashMap<>();

  /** The catalogue that they are of: what a ladder is shared with is in others. */
  private Catalogue unchangedIn;

  /** The catalogue under which nothing was left to do when the sweep last looked. */
  private Catalogue settled;

  /**
   * @param basis what lines of an entry are published under
   * @param mostPerTurn how many lines the turns of a thread's tasks publish; the last market of a
   *     turn may exceed it
   */
  LineSweep(
      SnapshotStore store,
      Supplier<Catalogue> catalogue,
      Function<CatalogueEntry, PricedUnder> basis,
      Markets markets,
      int mostPerTurn,
      StreamMetrics metrics) {
    this.store = store;
    this.catalogue = catalogue;
    this.basis = basis;
    this.markets = markets;
    this.mostPerTurn = mostPerTurn;
    this.metrics = metrics;
  }

  /**
   * What the type's lines are published under; unknown for a type with markets but without a stored
   * standing.
   */
  Standing standing(CatalogueEntry betType) {
    return store.standing(betType.betType()).orElseGet(() -> Standing.unknown(betType));
  }

  /**
   * Call this before a snapshot is stored and its market is published.
   *
   * @return whether it is the task's first snapshot of the type
   */
  @SuppressWarnings("ReferenceEquality") // for every record; an equal entry is looked up once
  boolean publishing(CatalogueEntry betType) {
    Catalogue now = catalogue.get();
    if (now != unchangedIn) {
      unchanged.clear();
      unchangedIn = now;
    }
    if (unchanged.get(betType.betType()) == betType) {
      return false;
    }
    Standing standing = store.standing(betType.betType()).orElse(null);
    boolean first = standing == null && !store.hasMarkets(betType.betType());
    if (first) {
      put(betType, Standing.complete(betType, under(betType)));
    } else if (standing == null) {
      put(betType, Standing.unknown(betType));
      settled = null;
    } else if (standing.under().isPresent() && !standing.isComplete(under(betType))) {
      put(betType, standing.mixedWith(betType));
      settled = null;
    }
    unchanged.put(betType.betType(), betType);
    return first;
  }

  private void put(CatalogueEntry betType, Standing standing) {
    unchanged.remove(betType.betType());
    store.putStanding(betType.betType(), standing);
  }

  /**
   * Publishes the next lines, if any are left.
   *
   * @param time in milliseconds, by the stream's clock
   * @param turns divides the thread's time and lines among its tasks
   */
  @SuppressWarnings("ReferenceEquality") // ten times a second: the whole catalogue is not compared
  void turn(long time, SharedTurns turns) {
    Catalogue now = catalogue.get();
    if (now == settled) {
      return;
    }
    running.values().removeIf(run -> run.isAbandonedBy(now, metrics));
    int tasks = turns.among(time);
    long end = turns.nanoTime() + LONGEST_TURN.toNanos() / tasks;
    int left = Math.max(1, mostPerTurn / tasks);
    for (CatalogueEntry betType : now.sorted()) {
      if (isOpen(betType)) {
        Run run = running.computeIfAbsent(betType.betType(), type -> begin(betType));
        do {
          left -= run.step(betType);
        } while (!run.isDone() && left > 0 && turns.nanoTime() < end);
        if (!run.isDone()) {
          return;
        }
        running.remove(betType.betType());
        finish(betType);
      }
    }
    settled = now;
  }

  /** The task moves to another thread or worker. */
  void close() {
    running.values().forEach(run -> metrics.sweepMarkets(-run.waiting.size()));
    running.clear();
  }

  private PricedUnder under(CatalogueEntry betType) {
    return basis.apply(betType);
  }

  private boolean isOpen(CatalogueEntry betType) {
    if (!betType.isServed()) {
      return false;
    }
    Standing standing = store.standing(betType.betType()).orElse(null);
    return standing == null
        ? store.hasMarkets(betType.betType())
        : !standing.isComplete(under(betType)) && !standing.isAheadOf(under(betType));
  }

  private Run begin(CatalogueEntry betType) {
    Run run = new Run(under(betType), betType.betType());
    run.waiting.addAll(store.markets(betType.betType()));
    put(betType, standing(betType).mixedWith(betType));
    metrics.sweepMarkets(run.waiting.size());
    return run;
  }

  private void finish(CatalogueEntry betType) {
    if (store.hasMarkets(betType.betType())) {
      put(betType, Standing.complete(betType, under(betType)));
    } else {
      unchanged.remove(betType.betType());
      store.removeStanding(betType.betType());
    }
  }

  /** The lines of a task's markets. */
  interface Markets {

    /**
     * Publishes the lines of a market, unless they are published under the entry already.
     *
     * @return how many it published
     */
    int republish(MarketId market, CatalogueEntry betType);
  }

  /** One type's sweep. */
  private final class Run {
    private final PricedUnder under;
    private final BetType betType;
    private final Deque<MarketId> waiting = new ArrayDeque<>();
    private int lines;

    Run(PricedUnder under, BetType betType) {
      this.under = under;
      this.betType = betType;
    }

    /** True if the type is no longer served, or is served differently. */
    boolean isAbandonedBy(Catalogue now, StreamMetrics metrics) {
      boolean goesOn =
          now.find(betType)
              .filter(entry -> entry.isServed() && under(entry).equals(under))
              .isPresent();
      if (!goesOn) {
        metrics.sweepMarkets(-waiting.size());
      }
      return !goesOn;
    }

    int step(CatalogueEntry entry) {
      MarketId market = waiting.poll();
      if (market == null) {
        return 0;
      }
      metrics.sweepMarkets(-1);
      int published = markets.republish(market, entry);
      metrics.swept(betType, published);
      lines += published;
      if (waiting.isEmpty() && lines > 0) {
        LOG.info(
            "{}: {} lines are published again under settings {}",
            betType,
            lines,
            under.settingsVersion());
      }
      return published;
    }

    boolean isDone() {
      return waiting.isEmpty();
    }
  }
}
