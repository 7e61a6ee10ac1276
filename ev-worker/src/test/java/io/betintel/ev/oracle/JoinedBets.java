package io.betintel.ev.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Bets that belong together: on all outcomes of a line, or on two lines of a market. */
final class JoinedBets {
  private static final int MOST_MIDDLES = 5;

  private JoinedBets() {}

  /**
   * The most profitable that begins on the line, its own of equals, then the first by line id: a
   * bet on its first outcome and one on the second of another line may win with any result.
   *
   * @return null if there is none
   */
  static Figures arbitrage(ValuedLine one, Collection<ValuedLine> market) {
    Figures best = ofItsOwn(one);
    List<ValuedLine> others = new ArrayList<>(market);
    others.sort(Comparator.comparing(each -> each.line.id()));
    for (ValuedLine other : others) {
      Figures across = isBeside(one, other) ? across(one, other) : null;
      if (across != null
          && (best == null || (double) across.get("profit") > (double) best.get("profit"))) {
        best = across;
      }
    }
    return best;
  }

  private static boolean isBeside(ValuedLine one, ValuedLine other) {
    return one != other
        && Objects.equals(one.line.description(), other.line.description())
        && one.rules.shape().equals(other.rules.shape())
        && hasPoints(one)
        && hasPoints(other)
        && sign(one) * one.line.point() <= sign(other) * other.line.point()
        && Math.floor(sign(one) * one.line.point() + further(one)) + 1
            >= sign(other) * other.line.point() - further(other);
  }

  /** Null if the best two bets do not win. */
  private static Figures across(ValuedLine one, ValuedLine other) {
    List<ValuedOffer> bets = cheapest(List.of(one.offers.get(0), other.offers.get(1)));
    if (bets == null || 1 / inverse(bets) - 1 <= 0) {
      return null;
    }
    double profit = 1 / inverse(bets) - 1;
    Figures across =
        new Figures()
            .put("profit", profit)
            .put(
                "suspect",
                profit > one.rules.suspectEv()
                    || bets.get(0).flags.contains("suspect")
                    || bets.get(1).flags.contains("suspect"))
            .put(
                "valid_until",
                Math.min(
                    Math.min(bets.get(0).validUntil, bets.get(1).validUntil),
                    Math.min(one.validUntil, other.validUntil)))
            .put("max_stake", mostOfAll(bets))
            .put("other_line_id", other.line.id());
    return withLegs(
        across, List.of(leg(one, 0, bets.get(0), bets), leg(other, 1, bets.get(1), bets)));
  }

  /** Null if no bets on all outcomes, at two bookmakers or more, win something. */
  private static Figures ofItsOwn(ValuedLine line) {
    int sides = line.line.names().size();
    if (sides < 2 || line.lays || !line.fair.exhaustive()) {
      return null;
    }
    List<ValuedOffer> bets = cheapest(line.offers);
    if (bets == null || 1 / inverse(bets) - 1 <= 0) {
      return null;
    }
    double profit = 1 / inverse(bets) - 1;
    boolean suspect = profit > line.rules.suspectEv();
    long validUntil = line.validUntil;
    List<Figures> legs = new ArrayList<>();
    for (int side = 0; side < sides; side++) {
      suspect |= bets.get(side).flags.contains("suspect");
      validUntil = Math.min(validUntil, bets.get(side).validUntil);
      legs.add(leg(line, side, bets.get(side), bets));
    }
    return withLegs(
        new Figures()
            .put("profit", profit)
            .put("suspect", suspect)
            .put("valid_until", validUntil)
            .put("max_stake", mostOfAll(bets)),
        legs);
  }

  /**
   * One offer for each outcome with the smallest sum of inverse prices that is not all at one
   * bookmaker: if the highest are, each outcome in turn is tried at another one.
   */
  private static List<ValuedOffer> cheapest(List<List<ValuedOffer>> outcomes) {
    List<ValuedOffer> free = new ArrayList<>();
    for (List<ValuedOffer> offers : outcomes) {
      free.add(highest(offers, null));
    }
    if (free.contains(null) || free.stream().map(offer -> offer.book).distinct().count() > 1) {
      return free.contains(null) ? null : free;
    }
    List<ValuedOffer> cheapest = null;
    for (int side = 0; side < outcomes.size(); side++) {
      List<ValuedOffer> moved = new ArrayList<>(free);
      moved.set(side, highest(outcomes.get(side), free.get(side).book));
      if (moved.get(side) != null
          && (cheapest == null || inverse(moved) < inverse(cheapest) - 1e-15)) {
        cheapest = moved;
      }
    }
    return cheapest;
  }

  /** The highest price after fees at another bookmaker than one; of equals the first by key. */
  private static ValuedOffer highest(List<ValuedOffer> offers, String without) {
    ValuedOffer highest = null;
    for (ValuedOffer offer : offers) {
      boolean counts = offer.combinable() && !offer.book.equals(without);
      if (counts && (highest == null || offer.netPrice > highest.netPrice)) {
        highest = offer;
      }
    }
    return highest;
  }

  private static double inverse(List<ValuedOffer> bets) {
    double inverse = 0;
    for (ValuedOffer bet : bets) {
      inverse += 1 / bet.netPrice;
    }
    return inverse;
  }

  /** The cheapest that begin on the line: its first outcome, with the second one of another. */
  static List<Figures> middles(ValuedLine one, Collection<ValuedLine> market) {
    List<Figures> middles = new ArrayList<>();
    for (ValuedLine other : market) {
      if (Objects.equals(one.line.description(), other.line.description())
          && one.rules.shape().equals(other.rules.shape())) {
        Figures middle = middle(one, other);
        if (middle != null) {
          middles.add(middle);
        }
      }
    }
    middles.sort(
        Comparator.comparing((Figures middle) -> (Double) middle.get("cost"))
            .thenComparing(middle -> (String) middle.get("other_line_id")));
    return middles.subList(0, Math.min(MOST_MIDDLES, middles.size()));
  }

  private static Figures middle(ValuedLine one, ValuedLine other) {
    if (!hasPoints(one) || !hasPoints(other)) {
      return null;
    }
    double above = sign(one) * one.line.point() + further(one);
    double below = sign(other) * other.line.point() - further(other);
    List<ValuedOffer> bets = cheapest(List.of(one.offers.get(0), other.offers.get(1)));
    if (Math.floor(above) + 1 >= below || bets == null) {
      return null;
    }
    double inverse = inverse(bets);
    double cost = 1 - 1 / inverse;
    if (cost > one.rules.middleCost()) {
      return null;
    }
    boolean suspect =
        bets.get(0).flags.contains("suspect")
            || bets.get(1).flags.contains("suspect")
            || 1 / inverse - 1 > one.rules.suspectEv();
    long offers = Math.min(bets.get(0).validUntil, bets.get(1).validUntil);
    Figures middle =
        new Figures()
            .put("other_line_id", other.line.id())
            .put("above", above + 0.0)
            .put("below", below + 0.0)
            .put("cost", cost)
            .put("profit_if_hit", 2 / inverse - 1)
            .put("suspect", suspect)
            .put("valid_until", Math.min(offers, Math.min(one.validUntil, other.validUntil)))
            .put("max_stake", mostOfAll(bets));
    if (one.settlement.equals("full")
        && other.settlement.equals("full")
        && one.probabilities != null
        && other.probabilities != null) {
      double hit = one.probabilities[0] + other.probabilities[1] - 1;
      middle.put("hit_probability", Math.max(0, hit));
    }
    return withLegs(
        middle, List.of(leg(one, 0, bets.get(0), bets), leg(other, 1, bets.get(1), bets)));
  }

  private static boolean hasPoints(ValuedLine line) {
    return line.fair.exhaustive()
        && line.line.point() != null
        && List.of("over_under", "spread").contains(line.rules.shape());
  }

  /** Home at -3.5 asks for a margin above 3.5. */
  private static int sign(ValuedLine line) {
    return line.rules.shape().equals("spread") ? -1 : 1;
  }

  /** Half of a quarter line's stake stands a quarter further on. */
  private static double further(ValuedLine line) {
    return line.settlement.equals("quarter") ? 0.25 : 0;
  }

  /** All stakes together are the least of what each limit allows; null without any limit. */
  private static Double mostOfAll(List<ValuedOffer> bets) {
    Double most = null;
    for (ValuedOffer bet : bets) {
      if (bet.limit != null) {
        double all = bet.limit * bet.netPrice * inverse(bets);
        most = most == null ? all : Math.min(most, all);
      }
    }
    return most;
  }

  private static Figures leg(ValuedLine line, int side, ValuedOffer bet, List<ValuedOffer> bets) {
    double stake = 1 / bet.netPrice / inverse(bets);
    return new Figures()
        .put("outcome", line.line.names().get(side))
        .put("point", line.line.points().get(side))
        .put("bookmaker", bet.book)
        .put("price", bet.price)
        .put("net_price", bet.netPrice)
        .put("stake", stake)
        .put("bet_limit", bet.limit)
        .put("left_over", bet.limit == null ? null : bet.limit - stake * mostOfAll(bets));
  }

  private static Figures withLegs(Figures bets, List<Figures> legs) {
    for (int i = 0; i < legs.size(); i++) {
      bets.putAll("legs/" + i, legs.get(i));
    }
    return bets;
  }
}
