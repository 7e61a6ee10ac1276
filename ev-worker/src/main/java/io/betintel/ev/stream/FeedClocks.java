package io.betintel.ev.stream;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Headers;

/**
 * Compares the times of a record with the worker's clock, where the record is first read. What is
 * far ahead is broken. What is a little ahead counts as of now: a quote four minutes ahead would
 * otherwise outlive the bookmaker's next four minutes of quotes, and make the other bookmakers'
 * quotes four minutes older than they are.
 *
 * <p>A header keeps what was decided, and the market's store has the times that count: restored,
 * parked or returned, the snapshot stays as it was first read. Rejected: to limit only the market's
 * time, since a bookmaker's own next quote would still lose.
 */
final class FeedClocks {
  private final Optional<Duration> mostAhead;
  private final ClockMetrics metrics;

  /**
   * @param mostAhead by how much a record may be ahead; empty in a replay, which depends on no
   *     clock
   */
  FeedClocks(Optional<Duration> mostAhead, ClockMetrics metrics) {
    this.mostAhead = mostAhead;
    this.metrics = metrics;
  }

  /**
   * The snapshot with the times that count.
   *
   * @throws BrokenRecordException if it is ahead of the clock by more than the limit
   */
  MarketSnapshot admit(MarketSnapshot snapshot, Headers headers, Instant now) {
    if (mostAhead.isEmpty()) {
      return snapshot;
    }
    String feed = EvHeaders.text(headers, EvHeaders.FEED).orElse(null);
    metrics.observed(snapshot.bookmaker(), feed, snapshot.observedAt(), now);
    MarketSnapshot limited = notAfter(now, snapshot);
    if (limited.equals(snapshot)) { // as almost always
      return snapshot;
    }
    Instant limit = now.plus(mostAhead.get());
    boolean observed = snapshot.observedAt().isAfter(limit);
    if (observed || snapshot.lastUpdate().isAfter(limit)) {
      metrics.refused(snapshot.bookmaker(), feed);
      throw new BrokenRecordException(
          Reason.AHEAD_OF_CLOCK,
          (observed
                  ? "record timestamp is " + snapshot.observedAt()
                  : "last_update is " + snapshot.lastUpdate())
              + " at bookmaker "
              + snapshot.bookmaker()
              + ", ahead of the worker's clock "
              + now
              + " by more than "
              + mostAhead.get()
              + " (EV_CLOCK_AHEAD): set the producer's clock by NTP");
    }
    metrics.limited(snapshot.bookmaker(), feed);
    return limited;
  }

  /**
   * Notes in a moving record what {@link #admit} decided; a producer's own header has no effect.
   *
   * @param decoded the snapshot as it was sent
   */
  static void note(Headers headers, MarketSnapshot decoded, MarketSnapshot admitted, Instant now) {
    headers.remove(EvHeaders.READ_AT);
    if (!admitted.equals(decoded)) {
      EvHeaders.put(headers, EvHeaders.READ_AT, Long.toString(now.toEpochMilli()));
    }
  }

  /** Notes when a record was read whose times cannot be read yet; see {@link #noted}. */
  void noteRead(Headers headers, Instant now) {
    headers.remove(EvHeaders.READ_AT);
    if (mostAhead.isPresent()) {
      EvHeaders.put(headers, EvHeaders.READ_AT, Long.toString(now.toEpochMilli()));
    }
  }

  /** The times that count, of a snapshot that was decoded again after its hop or return. */
  static MarketSnapshot noted(MarketSnapshot decoded, Headers headers) {
    OptionalLong readAt = EvHeaders.number(headers, EvHeaders.READ_AT);
    return readAt.isPresent()
        ? notAfter(Instant.ofEpochMilli(readAt.getAsLong()), decoded)
        : decoded;
  }

  /**
   * A record from a clock that is ahead is observed now. A quote that is ahead too is from the same
   * clock: its age is kept, or the bookmaker's next quote, which the bookmaker dates some seconds
   * back, would lose to it.
   */
  private static MarketSnapshot notAfter(Instant now, MarketSnapshot snapshot) {
    Instant quoted = snapshot.lastUpdate();
    Instant observed = snapshot.observedAt();
    if (!quoted.isAfter(now) && !observed.isAfter(now)) {
      return snapshot;
    }
    Duration ahead = Duration.between(now, observed);
    Instant observedInTime = ahead.isNegative() ? observed : now;
    if (quoted.isAfter(now)) {
      Instant aged = ahead.isNegative() ? now : quoted.minus(ahead);
      quoted = aged.isAfter(now) ? now : aged;
    }
    return snapshot.at(quoted, observedInTime);
  }
}
