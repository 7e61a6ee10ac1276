package io.betintel.ev.codec;

import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Notices prices that are each possible as decimal odds and together are not: American odds of +150
 * and +130, or probabilities of 45 and 55 percent. One of two sides wins, so the sum of 1/price is
 * near 1 for Over and Under, Yes and No, and for home and away unless a draw is nearly certain.
 *
 * <p>A single long shot at 150 cannot be told from American +150, nor can a field of runners of
 * which the favourites are missing: both are accepted.
 */
final class PriceUnits {
  /** Two lower prices cannot sum to so little: most markets need not be looked at. */
  private static final double LOW = 10;

  private static final double LEAST_OF_TWO_SIDES = 0.2;

  /** Home and away late in a match without goals, and the draw is not quoted. */
  private static final double LEAST_OF_TWO_TEAMS = 0.05;

  private static final int FIRST = 1;
  private static final int SECOND = 2;
  private static final int HOME = 4;
  private static final int AWAY = 8;

  private PriceUnits() {}

  /**
   * @throws InvalidOddsException if the prices are in another unit
   */
  static void require(SportingEvent event, List<Outcome> outcomes) {
    int high = 0;
    for (Outcome each : outcomes) {
      high += each.price() > LOW ? 1 : 0;
    }
    if (high < 2) {
      return;
    }
    Map<Object, Line> lines = new HashMap<>();
    for (Outcome each : outcomes) {
      Double point = each.point() == null ? null : Math.abs(each.point());
      lines
          .computeIfAbsent(new LineKey(each.description(), point), key -> new Line())
          .add(side(event, each.name()), each);
    }
    lines.values().forEach(Line::require);
  }

  private static int side(SportingEvent event, String name) {
    if (name.equals(event.homeTeam())) {
      return HOME;
    }
    if (name.equals(event.awayTeam())) {
      return AWAY;
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "over", "yes" -> FIRST;
      case "under", "no" -> SECOND;
      default -> 0;
    };
  }

  private record LineKey(String description, Double point) {}

  private static final class Line {
    private int sides;
    private double sum;
    private final List<Outcome> outcomes = new ArrayList<>();

    void add(int side, Outcome outcome) {
      sides |= side;
      sum += 1 / outcome.price();
      outcomes.add(outcome);
    }

    void require() {
      boolean impossible =
          (has(FIRST | SECOND) && sum < LEAST_OF_TWO_SIDES)
              || (has(HOME | AWAY) && sum < LEAST_OF_TWO_TEAMS);
      if (impossible) {
        throw new InvalidOddsException(
            "outcomes",
            outcomes.stream()
                .map(each -> each.name() + " at " + each.price())
                .collect(Collectors.joining(", ")),
            "one of them wins, so these are no decimal odds; American +150 is 2.5, and so is a"
                + " probability of 40 %");
      }
    }

    private boolean has(int both) {
      return (sides & both) == both;
    }
  }
}
