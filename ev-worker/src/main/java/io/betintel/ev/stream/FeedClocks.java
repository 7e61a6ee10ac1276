package io.betintel.ev.stream;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.ClockLimit;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.Quoted;
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
  private final Optional<ClockLimit> limit;
  private final ClockMetrics metrics;
  private final LogOrder order;

  /**
   * @param mostAhead by how much a record may be ahead; empty in a replay, which depends on no
   *     clock
   * @param order what the log says about records that are read late
   */
  FeedClocks(Optional<Duration> mostAhead, ClockMetrics metrics, LogOrder order) {
    this.order = order;
    this.limit = mostAhead.map(ClockLimit::new);
    this.metrics = metrics;
  }

  /** The worker's clock when the record was written, or as near to that as it is known. */
  Instant written(Origin origin, Instant now) {
    return limit.isPresent() ? order.written(origin, now) : now;
  }

  /**
   * The snapshot with the times that count.
   *
   * @param written see {@link #written}
   * @throws BrokenRecordException if it is ahead of the clock by more than the limit
   */
  MarketSnapshot admit(MarketSnapshot snapshot, Headers headers, Origin origin, Instant written) {
    Quoted sent = Quoted.of(snapshot);
    Quoted admitted = admit(sent, headers, origin, written);
    return admitted.equals(sent) // as almost always
        ? snapshot
        : snapshot.at(admitted.lastUpdate(), admitted.observedAt());
  }

  /**
   * The same, of a snapshot that is refused for something else.
   *
   * @return with the times that count
   * @throws BrokenRecordException if it is ahead of the clock by more than the limit
   */
  Quoted admit(Quoted quoted, Headers headers, Origin origin, Instant written) {
    if (limit.isEmpty()) {
      return quoted;
    }
    String feed = EvHeaders.text(headers, EvHeaders.FEED).orElse(null);
    metrics.observed(quoted.bookmaker(), feed, quoted.observedAt(), written);
    try {
      limit.get().require(quoted, written);
      order.require(quoted, origin, written, limit.get().mostAhead());
    } catch (BrokenRecordException ahead) {
      metrics.refused(quoted.bookmaker(), feed);
      throw ahead;
    }
    Quoted limited = notAfter(written, quoted);
    if (!limited.equals(quoted)) { // hardly ever
      metrics.limited(quoted.bookmaker(), feed);
    }
    return limited;
  }

  /**
   * Notes in a moving record what {@link #admit} decided; a producer's own header has no effect.
   *
   * @param limited whether its times count as of now
   */
  static void note(Headers headers, boolean limited, Instant now) {
    headers.remove(EvHeaders.READ_AT);
    if (limited) {
      EvHeaders.put(headers, EvHeaders.READ_AT, Long.toString(now.toEpochMilli()));
    }
  }

  /** Notes when a record was read whose times cannot be read yet; see {@link #noted}. */
  void noteRead(Headers headers, Instant now) {
    headers.remove(EvHeaders.READ_AT);
    if (limit.isPresent()) {
      EvHeaders.put(headers, EvHeaders.READ_AT, Long.toString(now.toEpochMilli()));
    }
  }

  /** The times that count, of a snapshot that was decoded again after its hop or return. */
  static MarketSnapshot noted(MarketSnapshot decoded, Headers headers) {
    Quoted sent = Quoted.of(decoded);
    Quoted noted = noted(sent, headers);
    return noted.equals(sent) ? decoded : decoded.at(noted.lastUpdate(), noted.observedAt());
  }

  /** The same, of a snapshot that is refused. */
  static Quoted noted(Quoted sent, Headers headers) {
    OptionalLong readAt = EvHeaders.number(headers, EvHeaders.READ_AT);
    return readAt.isPresent() ? notAfter(Instant.ofEpochMilli(readAt.getAsLong()), sent) : sent;
  }

  /**
   * A record from a clock that is ahead is observed now. A quote that is ahead too is from the same
   * clock: its age is kept, or the bookmaker's next quote, which the bookmaker dates some seconds
   * back, would lose to it.
   */
  private static Quoted notAfter(Instant now, Quoted sent) {
    Instant quoted = sent.lastUpdate();
    Instant observed = sent.observedAt();
    if (!quoted.isAfter(now) && !observed.isAfter(now)) {
      return sent;
    }
    Duration ahead = Duration.between(now, observed);
    Instant observedInTime = ahead.isNegative() ? observed : now;
    if (quoted.isAfter(now)) {
      Instant aged = ahead.isNegative() ? now : quoted.minus(ahead);
      quoted = aged.isAfter(now) ? now : aged;
    }
    return sent.at(quoted, observedInTime);
  }
}
