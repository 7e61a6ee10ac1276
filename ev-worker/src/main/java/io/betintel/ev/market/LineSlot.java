package io.betintel.ev.market;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The line to which an outcome belongs: its identity and its sides.
 *
 * @param outcomeSet names that distinguish the line from others of the same description and point;
 *     empty if there can be no other
 * @param outcomes the line's sides in order; empty if every quoted name is one
 */
record LineSlot(
    String description,
    Double point,
    SortedSet<String> outcomeSet,
    List<OutcomeKey> outcomes,
    Line.Fit fit) {
  private static final List<String> OVER_UNDER = List.of("Over", "Under");
  private static final List<String> YES_NO = List.of("Yes", "No");

  /**
   * An outcome and its line.
   *
   * @param fits whether the bookmaker's outcomes are those of the shape
   */
  record Placed(LineSlot slot, Outcome outcome, boolean fits) {}

  /**
   * @param event of the whole market: its teams are the sides
   */
  static List<Placed> place(Shape shape, MarketSnapshot snapshot, SportingEvent event) {
    return switch (shape) {
      case WINNER, LAY -> bySet(snapshot, event, true);
      case N_WAY -> bySet(snapshot, event, false);
      case OVER_UNDER -> each(snapshot, outcome -> twoSided(outcome, OVER_UNDER, true));
      case YES_NO -> each(snapshot, outcome -> twoSided(outcome, YES_NO, false));
      case SPREAD -> each(snapshot, outcome -> spread(outcome, event));
      case OVER_ONLY, DFS, VARIOUS ->
          each(
              snapshot,
              outcome ->
                  new LineSlot(
                      outcome.description(),
                      outcome.point(),
                      new TreeSet<>(),
                      List.of(),
                      Line.Fit.WHOLE));
    };
  }

  private static List<Placed> each(MarketSnapshot snapshot, Function<Outcome, LineSlot> slot) {
    List<Placed> placed = new ArrayList<>(snapshot.outcomes().size());
    List<Outcome> foreign = new ArrayList<>();
    for (Outcome outcome : snapshot.outcomes()) {
      LineSlot its = slot.apply(outcome);
      placed.add(new Placed(its, outcome, its.fit == Line.Fit.WHOLE));
      if (its.fit == Line.Fit.CONTRADICTION) {
        foreign.add(outcome);
      }
    }
    return foreign.isEmpty() ? placed : placed.stream().map(one -> beside(foreign, one)).toList();
  }

  /**
   * A third result beside the two sides of a point, such as the draw of a three-way handicap: its
   * bookmaker's prices for the sides are those of another bet.
   */
  private static Placed beside(List<Outcome> foreign, Placed placed) {
    return foreign.stream().anyMatch(placed.slot::hasBeside)
        ? new Placed(placed.slot, placed.outcome, false)
        : placed;
  }

  private boolean hasBeside(Outcome third) {
    if (fit == Line.Fit.CONTRADICTION
        || outcomes.stream().anyMatch(one -> one.name().equals(third.name()))
        || !Objects.equals(description, third.description())) {
      return false;
    }
    if (third.point() == null || point == null) {
      return Objects.equals(third.point(), point) || Draws.isNamed(third.name());
    }
    return Math.abs(third.point()) == Math.abs(point);
  }

  private static LineSlot twoSided(Outcome outcome, List<String> sides, boolean needsPoint) {
    if (!sides.contains(outcome.name()) || needsPoint == (outcome.point() == null)) {
      return contradiction(outcome);
    }
    Double point = outcome.point();
    return new LineSlot(
        outcome.description(),
        point,
        new TreeSet<>(),
        sides.stream().map(side -> new OutcomeKey(side, point)).toList(),
        Line.Fit.WHOLE);
  }

  /** Home at p and away at -p are one line. Its point is the home side's. */
  private static LineSlot spread(Outcome outcome, SportingEvent event) {
    boolean home = outcome.name().equals(event.homeTeam());
    boolean away = outcome.name().equals(event.awayTeam());
    if (home == away || outcome.point() == null) {
      return contradiction(outcome);
    }
    double homePoint = positiveZero(home ? outcome.point() : -outcome.point());
    return new LineSlot(
        outcome.description(),
        homePoint,
        new TreeSet<>(),
        List.of(
            new OutcomeKey(event.homeTeam(), homePoint),
            new OutcomeKey(event.awayTeam(), positiveZero(-homePoint))),
        Line.Fit.WHOLE);
  }

  private static double positiveZero(double point) {
    return point == 0 ? 0.0 : point;
  }

  private static LineSlot contradiction(Outcome outcome) {
    return new LineSlot(
        outcome.description(),
        outcome.point(),
        new TreeSet<>(List.of(outcome.name())),
        List.of(),
        Line.Fit.CONTRADICTION);
  }

  /** One line per description; the names that are quoted together are its identity. */
  private static List<Placed> bySet(MarketSnapshot snapshot, SportingEvent event, boolean winner) {
    Map<String, List<Outcome>> byDescription = new LinkedHashMap<>();
    for (Outcome outcome : snapshot.outcomes()) {
      byDescription.computeIfAbsent(outcome.description(), d -> new ArrayList<>()).add(outcome);
    }
    List<Placed> placed = new ArrayList<>(snapshot.outcomes().size());
    byDescription.forEach(
        (description, outcomes) -> {
          SortedSet<String> names = new TreeSet<>();
          outcomes.forEach(outcome -> names.add(outcome.name()));
          boolean points = outcomes.stream().anyMatch(outcome -> outcome.point() != null);
          Line.Fit fit = fit(names, event, winner);
          LineSlot slot = new LineSlot(description, null, names, inOrder(names, event), fit);
          boolean fits = !points && fit != Line.Fit.CONTRADICTION;
          outcomes.forEach(outcome -> placed.add(new Placed(slot, outcome, fits)));
        });
    return placed;
  }

  private static Line.Fit fit(SortedSet<String> names, SportingEvent event, boolean winner) {
    if (!winner || event.homeTeam() == null || event.awayTeam() == null) {
      return names.size() < 2 ? Line.Fit.PARTIAL : Line.Fit.WHOLE;
    }
    List<String> sides = List.of(event.homeTeam(), event.awayTeam());
    for (String name : names) {
      if (!sides.contains(name) && !name.equals(Draws.DRAW)) {
        return Line.Fit.CONTRADICTION;
      }
    }
    return names.containsAll(sides) ? Line.Fit.WHOLE : Line.Fit.PARTIAL;
  }

  private static List<OutcomeKey> inOrder(SortedSet<String> names, SportingEvent event) {
    Comparator<String> order =
        Comparator.comparingInt(
                (String name) ->
                    name.equals(event.homeTeam())
                        ? 0
                        : name.equals(event.awayTeam()) ? 1 : name.equals(Draws.DRAW) ? 3 : 2)
            .thenComparing(Comparator.naturalOrder());
    return names.stream().sorted(order).map(name -> new OutcomeKey(name, null)).toList();
  }
}
