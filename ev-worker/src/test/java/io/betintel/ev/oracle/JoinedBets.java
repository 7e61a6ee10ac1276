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

  /** Null if some outcome has no usable offer, or the highest prices win nothing. */
  static Figures arbitrage(ValuedLine line) {
    int sides = line.line.names().size();
    List<Figures> legs = new ArrayList<>();
    double inverse = 0;
    for (int side = 0; side < sides; side++) {
      ValuedOffer top = line.top(side);
      if (line.settlement == null || top == null) {
        return null;
      }
      inverse += 1 / top.netPrice;
    }
    double profit = 1 / inverse - 1;
    if (sides < 2 || profit <= 0) {
      return null;
    }
    boolean suspect = profit > line.rules.suspectEv();
    long validUntil = line.validUntil;
    for (int side = 0; side < sides; side++) {
      ValuedOffer top = line.top(side);
      suspect |= top.flags.contains("suspect");
      validUntil = Math.min(validUntil, top.validUntil);
      legs.add(leg(line, side, inverse));
    }
    return withLegs(
        new Figures().put("profit", profit).put("suspect", suspect).put("valid_until", validUntil),
        legs);
  }

  /** The cheapest that begin on the line: its first outcome, with the second one of another. */
  static List<Figures> middles(ValuedLine one, Collection<ValuedLine> market) {
    List<Figures> middles = new ArrayList<>();
    for (ValuedLine other : market) {
      if (Objects.equals(one.line.description(), other.line.description())) {
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
    if (!hasPoints(one) || !hasPoints(other) || one.top(0) == null || other.top(1) == null) {
      return null;
    }
    double above = sign(one) * one.line.point() + further(one);
    double below = sign(other) * other.line.point() - further(other);
    double inverse = 1 / one.top(0).netPrice + 1 / other.top(1).netPrice;
    double cost = 1 - 1 / inverse;
    if (Math.floor(above) + 1 >= below || cost > one.rules.middleCost()) {
      return null;
    }
    boolean suspect =
        one.top(0).flags.contains("suspect")
            || other.top(1).flags.contains("suspect")
            || 1 / inverse - 1 > one.rules.suspectEv();
    long offers = Math.min(one.top(0).validUntil, other.top(1).validUntil);
    Figures middle =
        new Figures()
            .put("other_line_id", other.line.id())
            .put("above", above + 0.0)
            .put("below", below + 0.0)
            .put("cost", cost)
            .put("profit_if_hit", 2 / inverse - 1)
            .put("suspect", suspect)
            .put("valid_until", Math.min(offers, Math.min(one.validUntil, other.validUntil)));
    if (one.settlement.equals("full")
        && other.settlement.equals("full")
        && one.probabilities != null
        && other.probabilities != null) {
      double hit = one.probabilities[0] + other.probabilities[1] - 1;
      middle.put("hit_probability", Math.max(0, hit));
    }
    return withLegs(middle, List.of(leg(one, 0, inverse), leg(other, 1, inverse)));
  }

  private static boolean hasPoints(ValuedLine line) {
    return line.settlement != null
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

  private static Figures leg(ValuedLine line, int side, double inverse) {
    ValuedOffer top = line.top(side);
    return new Figures()
        .put("outcome", line.line.names().get(side))
        .put("point", line.line.points().get(side))
        .put("bookmaker", top.book)
        .put("price", top.price)
        .put("net_price", top.netPrice)
        .put("stake", 1 / top.netPrice / inverse);
  }

  private static Figures withLegs(Figures bets, List<Figures> legs) {
    for (int i = 0; i < legs.size(); i++) {
      bets.putAll("legs/" + i, legs.get(i));
    }
    return bets;
  }
}
