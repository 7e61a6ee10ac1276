package io.betintel.ev.oracle;

import java.util.regex.Pattern;

/** Where a winner market can end with neither side, as documented. */
final class DrawRules {
  private static final Pattern SPORTS =
      Pattern.compile(
          "(soccer|football|futsal|handball|rugby|rugbyleague|rugbyunion|boxing|bandy|floorball)(_.*)?"
              + "|cricket_test_match");
  private static final Pattern STAKES_COME_BACK =
      Pattern.compile(".*(draw_no_bet|dnb|to_qualify).*");
  private static final Pattern THREE_WAY = Pattern.compile(".*(3_way|three_way|1x2).*");
  private static final Pattern BETWEEN = Pattern.compile("(?i)draw|the draw|tie|exact.*");

  private DrawRules() {}

  static boolean drawCounts(OracleQuote event) {
    if (STAKES_COME_BACK.matcher(event.betType()).matches()) {
      return false;
    }
    return THREE_WAY.matcher(event.betType()).matches() || SPORTS.matcher(event.sport()).matches();
  }

  /** Whether an outcome of that name lies between two sides, wherever its point stands. */
  static boolean isBetween(String name) {
    return BETWEEN.matcher(name).matches();
  }
}
