package io.betintel.ev.codec;

import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Duration;
import java.time.Instant;

/**
 * Refuses an event whose start is absurdly far from the record: it would be kept for as long. It is
 * compared with the record's own timestamp, once the clock has admitted that, and never with today:
 * a replay is of the past.
 */
public final class EventStart {
  /** Odds for an election or the Olympic Games are quoted years ahead. */
  private static final Duration FURTHEST = Duration.ofDays(3_660);

  private EventStart() {}

  /**
   * @throws BrokenRecordException if an event that starts then would not be quoted at the time of
   *     the record
   */
  public static void require(MarketSnapshot snapshot) {
    Instant start = snapshot.event().commenceTime();
    Instant observedAt = snapshot.observedAt();
    if (Duration.between(observedAt, start).abs().compareTo(FURTHEST) > 0) {
      InvalidOddsException far =
          new InvalidOddsException(
              "commence_time",
              start,
              "accepted are at most 3660 days before or after the record timestamp, " + observedAt);
      throw new BrokenRecordException(
          Reason.OUT_OF_CONTRACT, far.getMessage(), far, Quoted.of(snapshot));
    }
  }
}
