package io.betintel.ev.promo;

import io.betintel.ev.odds.Bookmaker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Bets on every outcome of a line at two bookmakers or more, staked so that each returns the same.
 * With L the sum of 1 / o they cost the hold, 1 - 1/L; below 0 that is a profit.
 *
 * @param hold as a fraction of the sum of the stakes
 * @param legs one per outcome, in their order
 * @param maxStake the largest sum of the stakes that every bookmaker takes its part of; null if no
 *     limit is known
 */
public record BetsOnAll(double hold, List<Leg> legs, Double maxStake) {
  private static final Comparator<PriceAt> HIGHEST =
      Comparator.comparingDouble(PriceAt::netPrice)
          .thenComparing(PriceAt::bookmaker, Comparator.reverseOrder());

  public BetsOnAll {
    legs = List.copyOf(legs);
  }

  /**
   * The bets with the lowest hold.
   *
   * @param outcomes the prices of each outcome
   * @return empty if an outcome has no price, or all are one bookmaker's
   */
  public static Optional<BetsOnAll> lowest(List<List<PriceAt>> outcomes) {
    List<PriceAt> best = new ArrayList<>(outcomes.size());
    for (List<PriceAt> prices : outcomes) {
      Optional<PriceAt> highest = highest(prices, null);
      if (highest.isEmpty()) {
        return Optional.empty();
      }
      best.add(highest.get());
    }
    if (best.stream().map(PriceAt::bookmaker).distinct().count() > 1) {
      return Optional.of(of(best));
    }
    return best.isEmpty() ? Optional.empty() : withAnother(outcomes, best);
  }

  /** The highest price at another bookmaker than one, which may be null; of equals the first. */
  public static Optional<PriceAt> highest(List<PriceAt> prices, Bookmaker without) {
    return prices.stream().filter(at -> !at.bookmaker().equals(without)).max(HIGHEST);
  }

  /** Of all ways to take one bet elsewhere, the one that costs the least. */
  private static Optional<BetsOnAll> withAnother(List<List<PriceAt>> outcomes, List<PriceAt> best) {
    BetsOnAll lowest = null;
    for (int i = 0; i < best.size(); i++) {
      Optional<PriceAt> other = highest(outcomes.get(i), best.get(i).bookmaker());
      if (other.isPresent()) {
        List<PriceAt> moved = new ArrayList<>(best);
        moved.set(i, other.get());
        BetsOnAll bets = of(moved);
        lowest = lowest == null || bets.hold < lowest.hold ? bets : lowest;
      }
    }
    return Optional.ofNullable(lowest);
  }

  private static BetsOnAll of(List<PriceAt> prices) {
    double inverse = 0;
    for (PriceAt at : prices) {
      inverse += 1 / at.netPrice();
    }
    Double most = null;
    for (PriceAt at : prices) {
      if (at.betLimit() != null) {
        double all = at.betLimit() * at.netPrice() * inverse;
        most = most == null ? (Double) all : (Double) Math.min(most, all);
      }
    }
    List<Leg> legs = new ArrayList<>(prices.size());
    for (PriceAt at : prices) {
      double stake = 1 / at.netPrice() / inverse;
      Double left =
          at.betLimit() == null ? null : (Double) Math.max(0, at.betLimit() - stake * most);
      legs.add(new Leg(at, stake, left));
    }
    return new BetsOnAll(1 - 1 / inverse, legs, most);
  }

  /**
   * @param stake its part of the sum of the stakes
   * @param leftOver what is left of the limit at the largest sum; null if unknown
   */
  public record Leg(PriceAt at, double stake, Double leftOver) {}
}
