package io.betintel.ev.codec;

import io.betintel.ev.codec.BrokenRecordException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schema ids whose records are broken, each for a while: a flood of such records is not a flood
 * of requests. Safe for use by several threads, but for {@link #unknown}.
 */
final class Verdicts {
  private static final int MOST = 100_000;
  private static final Duration HOLDS = Duration.ofMinutes(5);

  private final Map<Integer, Verdict> verdicts = new ConcurrentHashMap<>();
  private final Clock clock;

  // For the thread that asks again.
  private Iterator<Map.Entry<Integer, Verdict>> round = Collections.emptyIterator();

  Verdicts(Clock clock) {
    this.clock = clock;
  }

  private record Verdict(Instant until, Reason reason, String message) {}

  /**
   * @throws BrokenRecordException if the id's records are broken
   */
  void requireNone(int id) {
    Verdict verdict = verdicts.get(id);
    if (verdict != null && clock.instant().isBefore(verdict.until())) {
      throw new BrokenRecordException(verdict.reason(), verdict.message());
    }
  }

  /** Those of unknown ids, at most so many; the others the next times. */
  List<Integer> unknown(int most) {
    if (!round.hasNext()) {
      round = verdicts.entrySet().iterator();
    }
    List<Integer> unknown = new ArrayList<>();
    while (round.hasNext() && unknown.size() < most) {
      Map.Entry<Integer, Verdict> next = round.next();
      if (next.getValue().reason() == Reason.UNKNOWN_SCHEMA) {
        unknown.add(next.getKey());
      }
    }
    return unknown;
  }

  void end(int id) {
    verdicts.remove(id);
  }

  /** The id's records are broken; returns the exception to throw. */
  BrokenRecordException broken(int id, Reason reason, String message) {
    if (verdicts.size() >= MOST) {
      verdicts.clear(); // each is found again
    }
    verdicts.put(id, new Verdict(clock.instant().plus(HOLDS), reason, message));
    return new BrokenRecordException(reason, message);
  }
}
