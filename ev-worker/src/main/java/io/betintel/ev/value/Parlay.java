package io.betintel.ev.value;

import io.betintel.ev.priced.ValueClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The probability that all bets of a parlay win. Of bets of different events it is the product. Of
 * several bets of one event only bounds are known, because nobody quotes how they depend on each
 * other: at most the least of their probabilities, and at least what they exceed n - 1 by (Frechet
 * 1935).
 *
 * <p>Rejected: a correlation for each pair of bet types, which no feed has and one book's prices of
 * combinations would hide its margin in.
 *
 * @param lower 0 to 1
 * @param upper the same if every event has one bet
 */
public record Parlay(double lower, double upper) {

  /**
   * @param legs at least one
   */
  public static Parlay of(List<ParlayLeg> legs) {
    Map<String, List<Double>> events = new LinkedHashMap<>();
    for (ParlayLeg leg : legs) {
      events.computeIfAbsent(leg.event(), event -> new ArrayList<>()).add(leg.probability());
    }
    double lower = 1;
    double upper = 1;
    for (List<Double> probabilities : events.values()) {
      double least = 1;
      double excess = 1;
      for (double probability : probabilities) {
        least = Math.min(least, probability);
        excess -= 1 - probability;
      }
      lower *= probabilities.size() == 1 ? least : Math.max(0, excess);
      upper *= least;
    }
    return new Parlay(lower, upper);
  }

  /** Whether the probability is known, not only its bounds. */
  public boolean exact() {
    return lower == upper;
  }

  /**
   * What an offer is worth at the least. A bet of which only bounds are known is never a take,
   * however good its lower bound looks.
   *
   * @param netPrice decimal odds after fees
   */
  public OfferValue worth(double netPrice, Staking staking) {
    OfferValue least = OfferValue.of(lower, netPrice, staking);
    return exact() || least.valueClass() != ValueClass.TAKE
        ? least
        : new OfferValue(least.ev(), least.kelly(), least.stake(), ValueClass.MARGINAL);
  }
}
