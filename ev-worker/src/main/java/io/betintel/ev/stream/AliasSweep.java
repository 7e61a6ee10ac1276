package io.betintel.ev.stream;

import io.betintel.ev.catalogue.AliasMoves;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the snapshots of aliases to the bet types that they are aliases of, and their lines with
 * them: those of one task, a few markets at a time, each wholly. What is left to do is what the
 * store still has under an alias. So the sweep continues after a restart, and a snapshot that a
 * worker with an older catalogue stored is moved by the next owner of the task. Confined to the
 * task's thread.
 */
final class AliasSweep {
  private static final Logger LOG = LoggerFactory.getLogger(AliasSweep.class);

  private final SnapshotStore store;
  private final Supplier<Catalogue> catalogue;
  private final Markets markets;
  private final int mostPerTurn;
  private final AliasMoves.Task moves;
  private final StreamMetrics metrics;

  /** The catalogue under which nothing was left to do when the sweep last looked. */
  private Catalogue settled;

  private int counted;
  private int lines;

  /**
   * @param mostPerTurn how many lines the turns of a thread's tasks publish; the last market of a
   *     turn may exceed it
   * @param moves learns when nothing is left
   */
  AliasSweep(
      SnapshotStore store,
      Supplier<Catalogue> catalogue,
      Markets markets,
      int mostPerTurn,
      AliasMoves.Task moves,
      StreamMetrics metrics) {
    this.store = store;
    this.catalogue = catalogue;
    this.markets = markets;
    this.mostPerTurn = mostPerTurn;
    this.moves = moves;
    this.metrics = metrics;
  }

  /**
   * Moves the next markets, if any are left. Call this every {@link LineSweep#INTERVAL}.
   *
   * @param time in milliseconds, by the stream's clock
   * @param turns divides the thread's time and lines among its tasks
   */
  @SuppressWarnings("ReferenceEquality") // ten times a second: the whole catalogue is not compared
  void turn(long time, SharedTurns turns) {
    Catalogue now = catalogue.get();
    if (now == settled || (!now.aliases().isEmpty() && !moveAll(now, time, turns))) {
      return;
    }
    settled = now;
    moves.reached(now.version());
  }

  /** Returns whether nothing is left. */
  private boolean moveAll(Catalogue now, long time, SharedTurns turns) {
    count(now);
    if (counted > 0) {
      int tasks = turns.among(time);
      long end = turns.nanoTime() + LineSweep.LONGEST_TURN.toNanos() / tasks;
      int left = Math.max(1, mostPerTurn / tasks);
      do {
        left -= next(now);
        count(now);
      } while (counted > 0 && left > 0 && turns.nanoTime() < end);
    }
    return counted == 0;
  }

  private int next(Catalogue now) {
    for (var alias : new TreeMap<>(now.aliases()).entrySet()) {
      if (store.hasMarkets(alias.getKey())) {
        return move(now, alias.getKey(), alias.getValue());
      }
    }
    return 1;
  }

  private int move(Catalogue now, BetType alias, BetType meant) {
    MarketId market = store.markets(alias).first();
    int published =
        markets.move(market, now.find(alias).orElseThrow(), now.find(meant).orElseThrow());
    lines += published;
    metrics.swept(meant, published);
    if (!store.hasMarkets(alias)) {
      store.removeStanding(alias);
      LOG.info("{} is an alias of {}: its markets are moved, {} lines", alias, meant, lines);
      lines = 0;
    }
    return Math.max(1, published);
  }

  private void count(Catalogue now) {
    int waiting =
        now.aliases().keySet().stream().mapToInt(each -> store.markets(each).size()).sum();
    metrics.sweepMarkets(waiting - counted);
    counted = waiting;
  }

  /** The task moves to another thread or worker. */
  void close() {
    metrics.sweepMarkets(-counted);
    counted = 0;
    moves.close();
  }

  /** The lines of a task's markets. */
  interface Markets {

    /**
     * Makes the snapshots of a market those of the same event's market of another bet type: of two
     * of one bookmaker the newer one counts. Publishes what is new in that market, and withdraws
     * the lines of this one.
     *
     * @return how many lines it published
     */
    int move(MarketId market, CatalogueEntry alias, CatalogueEntry meant);
  }
}
