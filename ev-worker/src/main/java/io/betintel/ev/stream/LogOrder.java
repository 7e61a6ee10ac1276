package io.betintel.ev.stream;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.codec.Quoted;
import java.time.Duration;
import java.time.Instant;

/**
 * What the order of the log says about the clock of a record that is read late. Kafka keeps no time
 * of its own beside a producer's. A worker that ran when a record was written knows the time by
 * {@link LogEnds}. What was written while no worker ran is compared with what was written next, by
 * {@link ReadAhead}.
 *
 * <p>Rejected: to compare with the records before it. After an hour in which nothing was written,
 * every record would seem an hour ahead.
 */
record LogOrder(LogEnds ends, ReadAhead ahead) {

  LogOrder() {
    this(new LogEnds(), new ReadAhead());
  }

  /** The worker's clock when the record had been written at the latest. */
  Instant written(Origin origin, Instant now) {
    return ends.latest(origin.partition(), origin.offset(), now);
  }

  /**
   * @param mostAhead by how much a record may be ahead
   * @param written see {@link #written}
   * @throws BrokenRecordException if nobody knows when it was written, and it is further ahead of
   *     most of what was written next
   */
  void require(Quoted quoted, Origin origin, Instant written, Duration mostAhead) {
    Instant earliest = ends.earliest(origin.partition(), origin.offset());
    boolean known = earliest != null && !earliest.isBefore(written.minus(mostAhead));
    if (!known
        && ahead.isAheadOfTheNext(
            origin.partition(),
            origin.offset(),
            quoted.observedAt().toEpochMilli(),
            mostAhead.toMillis())) {
      throw new BrokenRecordException(
          Reason.AHEAD_OF_CLOCK,
          "record timestamp is "
              + quoted.observedAt()
              + " at bookmaker "
              + quoted.bookmaker()
              + ", ahead of most records that were written after it by more than "
              + mostAhead
              + " (EV_CLOCK_AHEAD): set the producer's clock by NTP");
    }
  }
}
