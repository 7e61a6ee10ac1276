package io.betintel.ev.stream;

import io.betintel.ev.bettype.BetTypeSettings;
import java.time.Duration;
import java.time.Instant;

/**
 * When a market may be forgotten. Results never depend on it: an event that is over is no longer
 * quoted, and its lines are not shown after their {@code valid_until}.
 *
 * @param grace how long after its start an event may still be quoted
 * @param quiet how long no event of the market must have arrived, so that a worker that lags
 *     forgets no market that it still reads about
 */
record Expiry(Duration grace, Duration quiet) {

  /** The time at which the market is over, if no more events arrive. */
  Instant of(StoredMarket market, BetTypeSettings settings) {
    if (market.snapshots().isEmpty()) {
      return Instant.MIN;
    }
    Instant over = market.commenceTime().plus(grace);
    Instant stale = market.time().plus(longest(settings));
    return over.isAfter(stale) ? over : stale;
  }

  private static Duration longest(BetTypeSettings settings) {
    Duration longest = settings.referenceAge();
    longest = longest.compareTo(settings.offerAge()) < 0 ? settings.offerAge() : longest;
    return longest.compareTo(settings.offerAgeInPlay()) < 0 ? settings.offerAgeInPlay() : longest;
  }
}
