package io.betintel.ev.codec;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Since when the registry denies each schema id. Only an unbroken row of denials counts: a producer
 * may be ahead of a replica of the registry. Safe for use by several threads.
 */
final class Denials {
  /** A denial that comes later after the last one begins a new row. */
  private static final Duration LONGEST_GAP = Duration.ofSeconds(30);

  private final Map<Integer, Row> rows = new ConcurrentHashMap<>();
  private final Clock clock;

  Denials(Clock clock) {
    this.clock = clock;
  }

  /** Denials of one id, one after another. */
  record Row(Instant since, Instant last) {

    private Row and(Instant now) {
      boolean unbroken = Duration.between(last, now).compareTo(LONGEST_GAP) <= 0;
      return new Row(unbroken ? since : now, now);
    }

    Duration lasted() {
      return Duration.between(since, last);
    }
  }

  /** The registry has denied the id once more. */
  Row add(int id) {
    Instant now = clock.instant();
    return rows.compute(id, (same, before) -> before == null ? new Row(now, now) : before.and(now));
  }

  /** The registry's last answer for the id was no denial, or the row has been judged. */
  void end(int id) {
    rows.remove(id);
  }

  /** Whether the registry's last answer for the id was a denial. */
  boolean has(int id) {
    return rows.containsKey(id);
  }
}
