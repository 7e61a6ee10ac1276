package io.betintel.ev.stream;

import io.betintel.ev.odds.MarketId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the markets that are over by the clock, by the times in the store's entries, and lets them
 * be forgotten. It goes round the store a few entries at a time, and reads a market only when the
 * market may be over. Confined to the task's thread.
 *
 * <p>Markets are not opened for it: restoring and pricing a whole store at once took longer than a
 * transaction may last.
 */
final class Reclaimer {
  static final Duration INTERVAL = Duration.ofSeconds(1);

  /**
   * How many entries the turns of a thread's tasks read and how many tombstones they send, except
   * for the rest of a turn's last market: they must not hold up the records behind them.
   */
  static final int MOST_PER_TURN = 1_000;

  private static final Duration LONGEST_TURN = Duration.ofMillis(5);

  /** From the start of one round to the start of the next. */
  private static final Duration ROUND = Duration.ofSeconds(10);

  private static final Duration LOOK_AGAIN = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  /** A wall clock that goes on by so much more than the time that passes was set. */
  private static final Duration STEP = Duration.ofSeconds(1);

  private final Duration quiet;
  private final SnapshotStore store;
  private final Markets markets;
  private final Instant began;

  /** By the stream's time. */
  private final Map<MarketId, Instant> lookAt = new HashMap<>();

  /** The last market of the round so far; null before the first one. */
  private MarketId cursor;

  private Instant nextRound;

  /** By how much the wall clock was ahead of the stream's at the last turn; null before. */
  private Duration ahead;

  /**
   * @param began by the stream's time
   */
  Reclaimer(Duration quiet, SnapshotStore store, Markets markets, Instant began) {
    this.quiet = quiet;
    this.store = store;
    this.markets = markets;
    this.began = began;
    this.nextRound = began;
  }

  /** An event of the market arrived. */
  void touched(MarketId market, Instant time) {
    lookAt.put(market, time.plus(quiet));
  }

  /**
   * @param time by the stream's clock, which goes on with the time that passes
   * @param now by the wall clock, which may be set
   * @param turns divides the thread's time and entries among its tasks
   */
  void turn(Instant time, Instant now, SharedTurns turns) {
    follow(time, now);
    if (cursor == null && time.isBefore(nextRound)) {
      return;
    }
    int tasks = turns.among(time.toEpochMilli());
    long end = turns.nanoTime() + LONGEST_TURN.toNanos() / tasks;
    int left = Math.max(1, MOST_PER_TURN / tasks);
    do {
      if (cursor == null) {
        nextRound = time.plus(ROUND);
      }
      cursor = store.marketAfter(cursor).orElse(null);
      if (cursor == null) {
        if (time.isBefore(nextRound)) {
          return;
        }
      } else if (!lookAt.getOrDefault(cursor, began.plus(quiet)).isAfter(time)) {
        left -= look(cursor, time, now);
      }
    } while (left > 0 && turns.nanoTime() < end);
  }

  /** Returns what it cost. */
  private int look(MarketId id, Instant time, Instant now) {
    StoredMarket market = store.read(id);
    Optional<Instant> over = markets.over(market);
    if (over.isPresent() && !over.get().isAfter(now)) {
      lookAt.remove(id);
      return market.size() + markets.forget(market, now);
    }
    lookAt.put(id, over.map(each -> passed(each, time, now)).orElse(time.plus(LOOK_AGAIN)));
    return market.size();
  }

  /** When the stream's clock shows what the wall clock shows at that instant, if nobody sets it. */
  private static Instant passed(Instant instant, Instant time, Instant now) {
    return instant.isAfter(now.plus(LONGEST)) // such as Instant.MAX
        ? time.plus(LONGEST)
        : time.plus(Duration.between(now, instant));
  }

  /** Looks sooner at all markets after the wall clock was set forward. */
  private void follow(Instant time, Instant now) {
    Duration before = ahead;
    ahead = Duration.between(time, now);
    if (before != null && ahead.minus(before).compareTo(STEP) > 0) {
      Duration step = ahead.minus(before);
      lookAt.replaceAll((id, at) -> at.minus(step));
    }
  }

  /** What the task knows of its markets. */
  interface Markets {

    /** When the market is over; empty while its bet type is missing from the catalogue. */
    Optional<Instant> over(StoredMarket market);

    /**
     * Deletes the market and sends tombstones for its lines.
     *
     * @return how many tombstones
     */
    int forget(StoredMarket market, Instant now);
  }
}
