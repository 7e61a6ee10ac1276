package io.betintel.ev.bettype;

import io.betintel.ev.odds.Bookmaker;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a bet type is priced. Every published line names the version that it was priced under.
 *
 * @param method how the margin is removed
 * @param fallback the method used instead where {@code method} gives a probability that is not
 *     above 0
 * @param consensus how references are combined
 * @param weights the reference bookmakers' weights before renormalisation, each above 0, by key;
 *     any other bookmaker, an exchange too, has its offers valued and does not enter the fair price
 * @param limits which quotes are too old, too few or too odd to use
 * @param take the EV from which an offer is a take, as a fraction of the stake
 * @param kellyMultiplier the share of full Kelly that is recommended, 0 to 1
 * @param stakeCap the largest recommended stake, as a fraction of the bankroll
 * @param ladder which bet types share its points, and how results are distributed between them
 */
public record BetTypeSettings(
    Method method,
    Method fallback,
    Combination consensus,
    Map<Bookmaker, Double> weights,
    PricingLimits limits,
    double take,
    double kellyMultiplier,
    double stakeCap,
    LadderSettings ladder) {

  public BetTypeSettings {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(new TreeMap<>(weights)));
  }

  /** What applies unless the catalogue says otherwise; the weights are the original system's. */
  public static BetTypeSettings defaults() {
    TreeMap<Bookmaker, Double> weights = new TreeMap<>();
    weights.put(new Bookmaker("pinnacle"), 0.50);
    weights.put(new Bookmaker("draftkings"), 0.25);
    weights.put(new Bookmaker("fanduel"), 0.25);
    return new BetTypeSettings(
        Method.MULTIPLICATIVE,
        Method.MULTIPLICATIVE,
        Combination.DEVIG_THEN_AVERAGE,
        weights,
        PricingLimits.defaults(),
        0.045,
        0.25,
        0.05,
        LadderSettings.NONE);
  }

  /** These settings with another method. */
  public BetTypeSettings withMethod(Method other) {
    return new BetTypeSettings(
        other, fallback, consensus, weights, limits, take, kellyMultiplier, stakeCap, ladder);
  }

  /** These settings with another ladder. */
  public BetTypeSettings withLadder(LadderSettings other) {
    return new BetTypeSettings(
        method, fallback, consensus, weights, limits, take, kellyMultiplier, stakeCap, other);
  }

  public Duration referenceAge() {
    return limits.referenceAge();
  }

  public Duration offerAge() {
    return limits.offerAge();
  }

  public Duration offerAgeInPlay() {
    return limits.offerAgeInPlay();
  }
}
