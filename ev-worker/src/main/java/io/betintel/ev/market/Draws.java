package io.betintel.ev.market;

import io.betintel.ev.bettype.DrawByName;
import io.betintel.ev.odds.BetType;
import java.util.Locale;
import java.util.Set;

/**
 * Where a draw is a result of its own, so that odds on the two sides alone leave something out.
 *
 * <p>The sports are those whose winner markets bookmakers quote with the draw. In others a draw is
 * played out or returns the stakes, and two sides are the whole set; a reference that quotes a draw
 * says otherwise. Rejected: to infer it from the hold alone, since two prices without the draw can
 * add up to 1.
 */
final class Draws {
  /** The outcome's name in a winner market. */
  static final String DRAW = "Draw";

  private static final Set<String> SPORTS =
      Set.of(
          "soccer",
          "football",
          "futsal",
          "handball",
          "rugby",
          "rugbyleague",
          "rugbyunion",
          "boxing",
          "bandy",
          "floorball");

  /** Competitions of sports whose other competitions play on until one side has won. */
  private static final Set<String> COMPETITIONS = Set.of("cricket_test_match");

  private Draws() {}

  /** Whether a draw is a result that the two sides of a winner market do not cover. */
  static boolean countIn(BetType betType, String sportKey) {
    return switch (DrawByName.of(betType)) {
      case STAKES_BACK -> false;
      case RESULT -> true;
      case SILENT -> SPORTS.contains(sportKey.split("_", 2)[0]) || COMPETITIONS.contains(sportKey);
    };
  }

  /** Whether an outcome between the two sides of a handicap or total is called so. */
  static boolean isNamed(String outcome) {
    String name = outcome.toLowerCase(Locale.ROOT);
    return name.equals("draw")
        || name.equals("the draw")
        || name.equals("tie")
        || name.startsWith("exact");
  }
}
