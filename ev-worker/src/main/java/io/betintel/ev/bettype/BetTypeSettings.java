package io.betintel.ev.bettype;

import io.betintel.ev.odds.Bookmaker;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a bet type is priced. Every published line names the version that it was priced under.
 *
 * @param method how each reference's margin is removed, such as {@code multiplicative}
 * @param consensus how references are combined, such as {@code devig_then_average}
 * @param weights the reference bookmakers' weights before renormalisation, each above 0
 * @param referenceAge the oldest quote that may enter the fair price
 * @param offerAge the oldest offer, before the event starts, that is not stale
 * @param offerAgeInPlay the same once it has started
 * @param minimumReferences how many references a fair price needs, at least 1
 * @param take the EV from which an offer is a take, as a fraction of the stake
 * @param suspectEv the EV above which a data error is more likely than a bargain
 * @param kellyMultiplier the share of full Kelly that is recommended, 0 to 1
 * @param stakeCap the largest recommended stake, as a fraction of the bankroll
 */
public record BetTypeSettings(
    String method,
    String consensus,
    SortedMap<Bookmaker, Double> weights,
    Duration referenceAge,
    Duration offerAge,
    Duration offerAgeInPlay,
    int minimumReferences,
    double take,
    double suspectEv,
    double kellyMultiplier,
    double stakeCap) {

  public BetTypeSettings {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }

  /** What applies where the catalogue says nothing else; the weights are the original system's. */
  public static BetTypeSettings defaults() {
    TreeMap<Bookmaker, Double> weights = new TreeMap<>();
    weights.put(new Bookmaker("pinnacle"), 0.50);
    weights.put(new Bookmaker("draftkings"), 0.25);
    weights.put(new Bookmaker("fanduel"), 0.25);
    return new BetTypeSettings(
        "multiplicative",
        "devig_then_average",
        weights,
        Duration.ofMinutes(20),
        Duration.ofMinutes(20),
        Duration.ofMinutes(3),
        1,
        0.045,
        0.20,
        0.25,
        0.05);
  }
}
