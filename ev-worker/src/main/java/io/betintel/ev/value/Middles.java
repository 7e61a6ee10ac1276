package io.betintel.ev.value;

import io.betintel.ev.bettype.PricingLimits;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.Settlement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds middles between the lines of one market: of two lines with the same description, the best
 * offer of the first outcome (Over, home) at the lower point and that of the second one (Under,
 * away) at the higher point, at two bookmakers, if they cost no more than the bet type allows.
 *
 * <p>A handicap's point is compared as the home side's margin: home at -3.5 wins above 3.5, away at
 * +5.5 wins below 5.5.
 *
 * <p>Between the two points both bets win in full. At a point a stake may be returned or win half,
 * which is better than a miss.
 *
 * <p>At most one per pair of lines, and the {@value #MOST} cheapest per line. Two points without a
 * whole number between them are no middle: only a push could be hit.
 */
final class Middles {
  static final int MOST = 5;

  private static final Comparator<Middle> CHEAPEST =
      Comparator.comparingDouble(Middle::cost).thenComparing(Middle::other);

  private final PricingLimits limits;

  private Middles(PricingLimits limits) {
    this.limits = limits;
  }

  /**
   * The same lines in the same order, each with the middles that begin on it.
   *
   * @param exhaustive those of which exactly one outcome wins: no other is in a middle
   */
  static List<PricedLine> join(
      List<PricedLine> lines,
      Set<LineId> exhaustive,
      PricingLimits limits,
      PricingFailures failures) {
    List<Candidate> candidates = new ArrayList<>(lines.size());
    Map<String, List<Candidate>> together = new HashMap<>();
    for (PricedLine line : lines) {
      Candidate candidate = exhaustive.contains(line.id()) ? Candidate.of(line) : null;
      candidates.add(candidate);
      if (candidate != null) {
        together.computeIfAbsent(line.description(), d -> new ArrayList<>()).add(candidate);
      }
    }
    Middles middles = new Middles(limits);
    List<PricedLine> joined = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      PricedLine line = lines.get(i);
      Candidate candidate = candidates.get(i);
      try {
        joined.add(
            candidate == null ? line : middles.joined(candidate, together.get(line.description())));
      } catch (RuntimeException e) {
        failures.failed(line.id(), e);
        joined.add(line.afterError());
      }
    }
    return joined;
  }

  private PricedLine joined(Candidate one, List<Candidate> others) {
    List<Middle> found = of(one, others);
    return found.isEmpty() ? one.line() : one.line().withMiddles(found);
  }

  private List<Middle> of(Candidate one, List<Candidate> others) {
    List<Middle> middles = new ArrayList<>();
    for (Candidate other : others) {
      if (!one.ends().canMeet(other.ends(), limits.middleCost())) {
        continue;
      }
      List<Offer> best = BestOffers.of(List.of(one.first(), other.second()));
      if (!best.isEmpty()) {
        Legs legs = new Legs(List.of(one.first(), other.second()), best);
        if (1 - 1 / legs.inverseSum() <= limits.middleCost()) {
          middles.add(middle(one, other, best, legs));
        }
      }
    }
    middles.sort(CHEAPEST);
    return middles.size() > MOST ? middles.subList(0, MOST) : middles;
  }

  private Middle middle(Candidate one, Candidate other, List<Offer> best, Legs legs) {
    double inverseSum = legs.inverseSum();
    Offer first = best.get(0);
    Offer second = best.get(1);
    return new Middle(
        other.line().id(),
        one.ends().above(),
        other.ends().below(),
        1 - 1 / inverseSum,
        2 / inverseSum - 1,
        hitProbability(one, other),
        first.suspect() || second.suspect() || 1 / inverseSum - 1 > limits.suspectEv(),
        Collections.min(
            List.of(
                one.line().validUntil(),
                other.line().validUntil(),
                first.validUntil(),
                second.validUntil())),
        legs.all(),
        legs.maxStake());
  }

  /** P(above the one) + P(below the other) - 1: only a result between is in both. */
  private static Double hitProbability(Candidate one, Candidate other) {
    Double above = one.first().fairProbability();
    Double below = other.second().fairProbability();
    boolean plain = isFull(one.line()) && isFull(other.line());
    // Two lines' fair prices need not agree: below 0 they mean that it is never hit.
    return plain && above != null && below != null ? Math.max(0, above + below - 1) : null;
  }

  private static boolean isFull(PricedLine line) {
    return Settlement.FULL.equals(line.settlement());
  }

  /** A line with a point and both sides. */
  private record Candidate(PricedLine line, MiddleEnds ends) {

    /** Null if the line cannot be in a middle. */
    static Candidate of(PricedLine line) {
      MiddleEnds ends = MiddleEnds.of(line);
      return ends == null ? null : new Candidate(line, ends);
    }

    PricedOutcome first() {
      return line.outcomes().get(0);
    }

    PricedOutcome second() {
      return line.outcomes().get(1);
    }
  }
}
