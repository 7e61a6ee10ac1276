package io.betintel.ev.oracle;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a bet type is priced, as the catalogue's columns say. Ages are in milliseconds, rates are
 * fractions.
 *
 * @param shape as the catalogue spells it, such as {@code over_under}
 * @param served false if its events are parked
 * @param weights of the reference bookmakers
 * @param family of the ladder that the bet type is on; null for none
 * @param models by sport key or its beginning
 * @param midDepth what an exchange must take for its mid to be a reference
 */
public record TypeRules(
    String shape,
    boolean served,
    int settingsVersion,
    String method,
    String fallback,
    String consensus,
    Map<String, Double> weights,
    long referenceAge,
    long offerAge,
    long offerAgeInPlay,
    int minimumReferences,
    double minimumHold,
    double maximumHold,
    double minimumFairOdds,
    double maximumFairOdds,
    double suspectEv,
    double middleCost,
    double take,
    double kellyMultiplier,
    double stakeCap,
    String family,
    Map<String, LadderRules> models,
    double midDepth) {

  public TypeRules {
    weights = new TreeMap<>(weights);
  }

  /** The documented defaults, which apply where a bet type's settings are silent. */
  public static TypeRules defaults(String shape, boolean served, int settingsVersion) {
    return new TypeRules(
        shape,
        served,
        settingsVersion,
        "multiplicative",
        "multiplicative",
        "devig_then_average",
        Map.of("pinnacle", 0.50, "draftkings", 0.25, "fanduel", 0.25),
        20 * 60_000,
        20 * 60_000,
        3 * 60_000,
        1,
        -0.05,
        0.50,
        1.01,
        1_000,
        0.20,
        0.05,
        0.045,
        0.25,
        0.05,
        null,
        Map.of(),
        100);
  }

  /** The same for outcomes of another shape. */
  TypeRules shaped(String otherShape) {
    return new TypeRules(
        otherShape,
        served,
        settingsVersion,
        method,
        fallback,
        consensus,
        weights,
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
        take,
        kellyMultiplier,
        stakeCap,
        family,
        models,
        midDepth);
  }

  /** The same on a ladder. */
  public TypeRules on(String otherFamily, Map<String, LadderRules> otherModels) {
    return new TypeRules(
        shape,
        served,
        settingsVersion,
        method,
        fallback,
        consensus,
        weights,
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
        take,
        kellyMultiplier,
        stakeCap,
        otherFamily,
        otherModels,
        midDepth);
  }

  /** The same with other references, whose mids may be this deep. */
  public TypeRules midsOf(Map<String, Double> otherWeights, double depth) {
    return new TypeRules(
        shape,
        served,
        settingsVersion,
        method,
        fallback,
        consensus,
        otherWeights,
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
        take,
        kellyMultiplier,
        stakeCap,
        family,
        models,
        depth);
  }

  /** The same with another method and another way of combining references. */
  public TypeRules with(String otherMethod, String otherConsensus) {
    return new TypeRules(
        shape,
        served,
        settingsVersion,
        otherMethod,
        fallback,
        otherConsensus,
        weights,
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
        take,
        kellyMultiplier,
        stakeCap,
        family,
        models,
        midDepth);
  }

  boolean priced() {
    return switch (shape) {
      case "winner", "over_under", "spread", "yes_no", "n_way" -> true;
      default -> false;
    };
  }
}
