package io.betintel.ev.codec;

import io.betintel.ev.codec.BrokenRecordException.Reason;
import java.time.Duration;
import java.time.Instant;

/**
 * How far ahead of a clock the times of a record may be.
 *
 * @param mostAhead not negative
 */
public record ClockLimit(Duration mostAhead) {

  /**
   * @param now the clock of the worker, when it first read the record
   * @throws BrokenRecordException if one of the times is further ahead
   */
  public void require(Quoted quoted, Instant now) {
    require(quoted.bookmaker().key(), quoted.lastUpdate(), quoted.observedAt(), now);
  }

  void require(String bookmaker, Instant lastUpdate, Instant observedAt, Instant now) {
    Instant latest = now.plus(mostAhead);
    boolean observed = observedAt.isAfter(latest);
    if (observed || lastUpdate.isAfter(latest)) {
      throw new BrokenRecordException(
          Reason.AHEAD_OF_CLOCK,
          (observed ? "record timestamp is " + observedAt : "last_update is " + lastUpdate)
              + " at bookmaker "
              + bookmaker
              + ", ahead of the worker's clock "
              + now
              + " by more than "
              + mostAhead
              + " (EV_CLOCK_AHEAD): set the producer's clock by NTP");
    }
  }
}
