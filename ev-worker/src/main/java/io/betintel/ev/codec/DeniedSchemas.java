package io.betintel.ev.codec;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * The schema ids that the registry has denied and that are asked for again, all of them in one
 * turn. Safe for several threads, but for {@link #each}.
 */
final class DeniedSchemas {
  /** A flood of invented ids must not fill the memory; the rest is asked for later. */
  private static final int MOST = 10_000;

  /** How many new ids may be denied within a second before others wait without being asked for. */
  private static final int MOST_PER_SECOND = 5;

  private static final Duration LONGEST_TURN = Duration.ofSeconds(2);

  private final Clock clock;
  private final Set<Integer> ids = ConcurrentHashMap.newKeySet();
  private final Deque<Integer> turn = new ArrayDeque<>();
  private Instant second = Instant.EPOCH;
  private int inSecond;

  DeniedSchemas(Clock clock) {
    this.clock = clock;
  }

  /** The registry has denied an id that was asked for the first time. */
  synchronized void add(int id) {
    askLater(id);
    Instant now = clock.instant();
    if (Duration.between(second, now).abs().compareTo(Duration.ofSeconds(1)) >= 0) {
      second = now;
      inSecond = 0;
    }
    inSecond++;
  }

  /** Whether an id must wait for the next turn; a new one is noted for it then. */
  synchronized boolean mustWait(int id) {
    if (ids.contains(id)) {
      return true;
    }
    boolean flooded =
        inSecond >= MOST_PER_SECOND
            && Duration.between(second, clock.instant()).abs().compareTo(Duration.ofSeconds(1)) < 0;
    if (flooded) {
      askLater(id);
    }
    return flooded;
  }

  int size() {
    return ids.size();
  }

  void remove(int id) {
    ids.remove(id);
  }

  /**
   * Asks for the ids, and goes on with the rest in the next turn if time runs out.
   *
   * @param ask asks for an id; returns false to end the turn
   */
  void each(IntPredicate ask) {
    if (turn.isEmpty()) {
      turn.addAll(ids);
    }
    Instant end = clock.instant().plus(LONGEST_TURN);
    while (!turn.isEmpty() && clock.instant().isBefore(end)) {
      if (!ask.test(turn.pop())) {
        turn.clear();
      }
    }
  }

  /** The id is asked for with the others, in the next turn. */
  void askLater(int id) {
    if (ids.size() < MOST) {
      ids.add(id);
    }
  }
}
