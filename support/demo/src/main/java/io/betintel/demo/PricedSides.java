package io.betintel.demo;

import io.betintel.ev.odds.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One line of a bookmaker's market: the outcomes that share a player and a handicap or total.
 *
 * @param sides by name, so that the first is the same at every bookmaker
 */
record PricedSides(List<Outcome> sides) {
  /** Bookmakers quote two decimals, and offer no lower odds than this. */
  private static final double LOWEST_PRICE = 1.01;

  private record Line(String description, Double point) {}

  PricedSides {
    sides = sides.stream().sorted(Comparator.comparing(Outcome::name)).toList();
  }

  /** A market's lines, in the order in which they are quoted. */
  static List<PricedSides> of(Collection<Outcome> outcomes) {
    Map<Line, List<Outcome>> lines = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      Double point = outcome.point() == null ? null : Math.abs(outcome.point());
      lines
          .computeIfAbsent(new Line(outcome.description(), point), line -> new ArrayList<>())
          .add(outcome);
    }
    return lines.values().stream().map(PricedSides::new).toList();
  }

  boolean sameBetsAs(List<PricedSides> others) {
    return others.size() == 1 && bets().equals(others.get(0).bets());
  }

  /** The first outcome's share of the line, as the logarithm of its odds. */
  double logOdds() {
    double share = share();
    return Math.log(share / (1 - share));
  }

  /** The same line and margin, with the first outcome moved and the others adjusted. */
  List<Outcome> moved(double logOdds) {
    double share = share();
    double moved = 1 / (1 + Math.exp(-(logOdds() + logOdds)));
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      double factor = i == 0 ? share / moved : (1 - share) / (1 - moved);
      outcomes.add(at(sides.get(i), sides.get(i).price() * factor));
    }
    return outcomes;
  }

  private double share() {
    double sum = sides.stream().mapToDouble(side -> 1 / side.price()).sum();
    double margin = sides.size() == 1 ? 1 : sum; // one side alone: its own probability
    return 1 / sides.get(0).price() / margin;
  }

  private List<List<Object>> bets() {
    return sides.stream()
        .map(side -> List.<Object>of(side.name(), Objects.toString(side.point())))
        .toList();
  }

  private static Outcome at(Outcome side, double price) {
    double quoted = Math.max(LOWEST_PRICE, Math.round(price * 100) / 100.0);
    return new Outcome(
        side.name(),
        side.description(),
        side.point(),
        Math.min(Outcome.HIGHEST_PRICE, quoted),
        side.link(),
        side.betLimit());
  }
}
