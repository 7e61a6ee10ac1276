package io.betintel.ev.codec;

import io.betintel.ev.codec.BrokenRecordException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schema ids whose records are broken, each for a while: a flood of such records is not a flood
 * of requests. Safe for use by several threads.
 */
final class Verdicts {
  private static final int MOST = 100_000;
  private static final Duration HOLDS = Duration.ofMinutes(5);

  private final Map<Integer, Verdict> verdicts = new ConcurrentHashMap<>();
  private final Clock clock;

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

  /** The id's records are broken; returns the exception to throw. */
  BrokenRecordException broken(int id, Reason reason, String message) {
    if (verdicts.size() >= MOST) {
      verdicts.clear(); // each is found again
    }
    verdicts.put(id, new Verdict(clock.instant().plus(HOLDS), reason, message));
    return new BrokenRecordException(reason, message);
  }
}
