package io.betintel.ev.market;

import java.time.Duration;
import java.time.Instant;

/** Until when a quote may be relied on. Judged against the market's own time, never a clock. */
public final class Freshness {
  private Freshness() {}

  /**
   * An offer holds for {@code preMatch} after it was quoted, but once the event has started only
   * for {@code inPlay}.
   */
  public static Instant offerValidUntil(
      Instant quotedAt, Instant commenceTime, Duration preMatch, Duration inPlay) {
    Instant longest = quotedAt.plus(preMatch);
    Instant started = quotedAt.plus(inPlay);
    Instant inPlayLimit = commenceTime.isAfter(started) ? commenceTime : started;
    return longest.isBefore(inPlayLimit) ? longest : inPlayLimit;
  }
}
