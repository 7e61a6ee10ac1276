package io.betintel.ev.bettype;

import java.time.Duration;

/**
 * When a quote or a price is not trusted. Ages are measured against the market's own time.
 *
 * @param referenceAge the oldest quote that may enter the fair price
 * @param offerAge an older offer is stale, before the event starts
 * @param offerAgeInPlay an older offer is stale, once the event has started
 * @param minimumReferences how many references a fair price needs, at least 1
 * @param minimumHold a reference that keeps a smaller share of the stakes is not used; below 1.
 *     Below 0 its own odds are an arbitrage, which is usually an error; any bookmaker's offer of
 *     such a quote is neither best nor classed
 * @param maximumHold a reference that keeps a larger share of the stakes is not used; below 1
 * @param minimumFairOdds an offer with lower fair decimal odds is neither best nor classed; at
 *     least 1
 * @param maximumFairOdds an offer with higher fair decimal odds is neither best nor classed: the
 *     value of a long shot depends most on the method
 * @param suspectEv the EV above which a data error is more likely than a bargain
 * @param middleCost the most that a middle may lose if it is missed, as a fraction of what is
 *     staked, 0 to 1
 * @param midDepth the least that an exchange must take on each side of every outcome for the mid of
 *     its back and lay prices to be a reference, in the currency of the feed; at least 0, where
 *     unknown limits are enough too
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
    double middleCost,
    double midDepth) {
  /** What an exchange must take unless the catalogue says otherwise. */
  private static final double DEPTH = 100;

  /** With the default depth of mids. */
  public PricingLimits(
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
    this(
        referenceAge,
        offerAge,
        offerAgeInPlay,
        minimumReferences,
        minimumHold,
        maximumHold,
        minimumFairOdds,
        maximumFairOdds,
        suspectEv,
        middleCost,
        DEPTH);
  }

  /** The longest that any quote can be valid. */
  public Duration longestAge() {
    Duration longest = referenceAge.compareTo(offerAge) < 0 ? offerAge : referenceAge;
    return longest.compareTo(offerAgeInPlay) < 0 ? offerAgeInPlay : longest;
  }

  /**
   * What applies unless the catalogue says otherwise. The ages are those of the best tools; hold
   * and fair odds exclude only values that must be mistakes; the cost admits a middle of -110 and
   * -110, which loses 1 - 1/1.0476 = 4.5 %.
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
