package io.betintel.ev.rollout;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The shape that the outcomes of a market look like. A proposal: an exchange's lay prices look like
 * any others, so a person confirms it.
 */
final class OutcomeShape {
  private static final String OVER = "Over";
  private static final String UNDER = "Under";
  private static final Set<String> SIDES = Set.of(OVER, UNDER);
  private static final Set<String> ANSWERS = Set.of("Yes", "No");
  private static final String DRAW = "Draw";

  private OutcomeShape() {}

  /** Empty if nothing that was seen says so; suspended markets have no outcomes. */
  static Optional<Shape> of(List<MarketSnapshot> seen) {
    List<MarketSnapshot> quoted = seen.stream().filter(each -> !each.isSuspension()).toList();
    if (quoted.isEmpty()) {
      return Optional.empty();
    }
    Set<String> names =
        quoted.stream()
            .flatMap(snapshot -> snapshot.outcomes().stream())
            .map(Outcome::name)
            .collect(Collectors.toSet());
    if (SIDES.containsAll(names)) {
      return Optional.of(names.contains(UNDER) ? Shape.OVER_UNDER : Shape.OVER_ONLY);
    }
    if (ANSWERS.containsAll(names)) {
      return Optional.of(Shape.YES_NO);
    }
    if (quoted.stream().allMatch(OutcomeShape::opposite)) {
      return Optional.of(Shape.SPREAD);
    }
    if (quoted.stream().anyMatch(OutcomeShape::hasPoints)) {
      return Optional.empty();
    }
    if (quoted.stream().allMatch(OutcomeShape::ofCompetitors)) {
      return Optional.of(Shape.WINNER);
    }
    return quoted.stream().allMatch(OutcomeShape::distinct)
        ? Optional.of(Shape.N_WAY)
        : Optional.empty();
  }

  /** Two names, and each has the other's points with the other sign. */
  private static boolean opposite(MarketSnapshot snapshot) {
    Set<String> names = new HashSet<>();
    Set<Double> points = new HashSet<>();
    for (Outcome outcome : snapshot.outcomes()) {
      if (outcome.point() == null) {
        return false;
      }
      names.add(outcome.name());
      points.add(outcome.point());
    }
    return names.size() == 2
        && points.stream().allMatch(point -> point == 0 || points.contains(-point));
  }

  private static boolean hasPoints(MarketSnapshot snapshot) {
    return snapshot.outcomes().stream().anyMatch(outcome -> outcome.point() != null);
  }

  private static boolean ofCompetitors(MarketSnapshot snapshot) {
    Set<String> names =
        snapshot.outcomes().stream()
            .map(Outcome::name)
            .filter(name -> !name.equals(DRAW))
            .collect(Collectors.toSet());
    return distinct(snapshot)
        && names.size() == 2
        && names.contains(snapshot.event().homeTeam())
        && names.contains(snapshot.event().awayTeam());
  }

  /** Each name once, of nobody's own: one market of exclusive outcomes. */
  private static boolean distinct(MarketSnapshot snapshot) {
    Set<String> names = new HashSet<>();
    return snapshot.outcomes().stream()
        .allMatch(outcome -> outcome.description() == null && names.add(outcome.name()));
  }
}
