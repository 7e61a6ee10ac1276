package io.betintel.ev.api.query;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Since when an event with open bets can have started: queries for open bets begin at the index on
 * the start, so that bets of the past cost nothing.
 *
 * @param afterStart how long after its start an event can have an open bet
 */
record OpenSince(Supplier<Duration> afterStart, Clock clock) {

  /** A bet {@code b} of such an event; rows older than the column have no start for a moment. */
  static final String SQL = "(b.commence_time > ?::text::timestamptz OR b.commence_time IS NULL)";

  /** What {@link #SQL} binds. */
  String value() {
    return Instant.now(clock).minus(afterStart.get()).toString();
  }
}
