package io.betintel.ev.market;

import java.time.Duration;
import java.time.Instant;

/** How long a quote is fresh, by the market's own time, never by a clock. */
public final class Freshness {
  private Freshness() {}

  /**
   * An offer is fresh for {@code preMatch} after it was quoted; once the event has started, only
   * for {@code inPlay}.
   */
  public static Instant offerValidUntil(
      Instant quotedAt, Instant commenceTime, Duration preMatch, Duration inPlay) {
    Instant longest = quotedAt.plus(preMatch);
    if (!longest.isAfter(commenceTime)) {
      return longest;
    }
    Instant started = quotedAt.plus(inPlay);
    Instant inPlayLimit = commenceTime.isAfter(started) ? commenceTime : started;
    return longest.isBefore(inPlayLimit) ? longest : inPlayLimit;
  }
}
