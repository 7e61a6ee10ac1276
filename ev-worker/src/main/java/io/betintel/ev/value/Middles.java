package io.betintel.ev.value;

import io.betintel.ev.bettype.PricingLimits;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds middles between the lines of one market, or of one family of ladders: of two lines with the
 * same description, the best offer of the first outcome (Over, home) at the lower point and that of
 * the second one (Under, away) at the higher point, at two bookmakers, if they cost no more than
 * the bet type allows.
 *
 * <p>A handicap's point is compared as the home side's margin: home at -3.5 wins above 3.5, away at
 * +5.5 wins below 5.5.
 *
 * <p>Between the two points both bets win in full. At a point a stake may be returned or win half,
 * which is better than a miss.
 *
 * <p>At most one per pair of lines, and the {@value #MOST} cheapest per line. Two points without a
 * whole number between them are no middle: only a push could be hit. If such a pair wins with any
 * result, as Over 2.5 and Under 3 may, it is an arbitrage, which is published on the line of the
 * first bet unless the line's own is worth more.
 */
final class Middles {
  static final int MOST = 5;

  private static final Comparator<Middle> CHEAPEST =
      Comparator.comparingDouble(Middle::cost).thenComparing(Middle::other);

  private Middles() {}

  /**
   * The same lines in the same order, each with the middles that begin on it.
   *
   * @param exhaustive those of which exactly one outcome wins: no other is in a middle
   */
  static List<PricedLine> join(
      List<PricedLine> lines,
      Set<LineId> exhaustive,
      Function<LineId, PricingLimits> limits,
      PricingFailures failures) {
    List<Candidate> candidates = new ArrayList<>(lines.size());
    Map<String, List<Candidate>> together = new HashMap<>();
    for (PricedLine line : lines) {
      Candidate candidate =
          exhaustive.contains(line.id()) ? Candidate.of(line, limits.apply(line.id())) : null;
      candidates.add(candidate);
      if (candidate != null) {
        together.computeIfAbsent(line.description(), d -> new ArrayList<>()).add(candidate);
      }
    }
    List<PricedLine> joined = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      PricedLine line = lines.get(i);
      Candidate candidate = candidates.get(i);
      try {
        joined.add(candidate == null ? line : joined(candidate, together.get(line.description())));
      } catch (RuntimeException e) {
        failures.failed(line.id(), e);
        joined.add(line.afterError());
      }
    }
    return joined;
  }

  private static PricedLine joined(Candidate one, List<Candidate> others) {
    List<Middle> middles = new ArrayList<>();
    Arbitrage arbitrage = one.line().arbitrage();
    for (Candidate other : others) {
      if (one.ends().shape() != other.ends().shape() || !one.ends().canMeet(other.ends())) {
        continue;
      }
      List<Offer> best = BestOffers.of(List.of(one.first(), other.second()));
      if (!best.isEmpty()) {
        Legs legs = new Legs(List.of(one.first(), other.second()), best);
        if (!one.ends().isMiddle(other.ends())) {
          arbitrage = better(arbitrage, one, other, best, legs);
        } else if (1 - 1 / legs.inverseSum() <= one.limits().middleCost()) {
          middles.add(middle(one, other, best, legs));
        }
      }
    }
    middles.sort(CHEAPEST);
    return middles.isEmpty() && Objects.equals(arbitrage, one.line().arbitrage())
        ? one.line()
        : one.line().joined(arbitrage, middles.size() > MOST ? middles.subList(0, MOST) : middles);
  }

  /** Of equal profits the line's own, then the one with the first line by id. */
  private static Arbitrage better(
      Arbitrage best, Candidate one, Candidate other, List<Offer> offers, Legs legs) {
    double profit = 1 / legs.inverseSum() - 1;
    LineId id = other.line().id();
    if (id.equals(one.line().id()) || !(profit > 0)) {
      return best;
    }
    if (best != null
        && (best.profit() > profit
            || (best.profit() == profit
                && (best.other() == null || best.other().compareTo(id) < 0)))) {
      return best;
    }
    Offer first = offers.get(0);
    Offer second = offers.get(1);
    return new Arbitrage(
        profit,
        first.suspect() || second.suspect() || profit > one.limits().suspectEv(),
        until(one, other, first, second),
        legs.all(),
        legs.maxStake(),
        id);
  }

  private static Instant until(Candidate one, Candidate other, Offer first, Offer second) {
    return Collections.min(
        List.of(
            one.line().validUntil(),
            other.line().validUntil(),
            first.validUntil(),
            second.validUntil()));
  }

  private static Middle middle(Candidate one, Candidate other, List<Offer> best, Legs legs) {
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
        first.suspect() || second.suspect() || 1 / inverseSum - 1 > one.limits().suspectEv(),
        until(one, other, first, second),
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
  private record Candidate(PricedLine line, MiddleEnds ends, PricingLimits limits) {

    /** Null if the line cannot be in a middle. */
    static Candidate of(PricedLine line, PricingLimits limits) {
      MiddleEnds ends = MiddleEnds.of(line, limits);
      return ends == null ? null : new Candidate(line, ends, limits);
    }

    PricedOutcome first() {
      return line.outcomes().get(0);
    }

    PricedOutcome second() {
      return line.outcomes().get(1);
    }
  }
}
