package io.betintel.ev.bettype;

import java.time.Duration;

/**
 * What keeps a price from being believed. Ages are judged against the market's own time.
 *
 * @param referenceAge the oldest quote that may enter the fair price
 * @param offerAge the oldest offer, before the event starts, that is not stale
 * @param offerAgeInPlay the same once it has started
 * @param minimumReferences how many references a fair price needs, at least 1
 * @param minimumHold a reference that keeps less of the stakes than this is not used: below 0 its
 *     own odds are an arbitrage, which is an error more often than not; below 1
 * @param maximumHold a reference that keeps more of the stakes than this is not used; below 1
 * @param minimumFairOdds an offer whose fair decimal odds are below these is neither best nor
 *     classed, at least 1
 * @param maximumFairOdds the same above these: what a long shot is worth depends most on the method
 * @param suspectEv the EV above which a data error is more likely than a bargain
 * @param middleCost the most that a middle may lose if it is missed, as a fraction of what is
 *     staked, 0 to 1
 */
public record PricingLimits(
    Duration referenceAge,
    Duration offerAge,
    Duration offerAgeInPlay,
    int minimumReferences,
    double minimumHold,
    double maximumHold,
    double minimumFairOdds,
    double maximumFairOdds,
    double suspectEv,
    double middleCost) {

  /**
   * What applies where the catalogue says nothing else. The ages are those of the best tools; hold
   * and fair odds leave out only what nobody could mean; the cost admits a middle of -110 and -110,
   * which loses 1 - 1/1.0476 = 4.5 %.
   */
  static PricingLimits defaults() {
    return new PricingLimits(
        Duration.ofMinutes(20),
        Duration.ofMinutes(20),
        Duration.ofMinutes(3),
        1,
        -0.05,
        0.50,
        1.01,
        1_000,
        0.20,
        0.05);
  }
}
