package io.betintel.ev.stream;

import io.betintel.ev.bettype.BetTypeSettings;
import java.time.Duration;
import java.time.Instant;

/**
 * When a market may be forgotten. Results never depend on it: an event over is quoted no more, and
 * its lines have not been shown since their {@code valid_until}.
 *
 * @param grace how long after its start an event may still be quoted
 * @param quiet how long no event of the market has come; so that a worker that is behind forgets
 *     nothing that it is just reading
 */
record Expiry(Duration grace, Duration quiet) {

  /** When by the clock the market is over, if nothing more comes. */
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
