package io.betintel.ev.odds;

/**
 * How a match ended, in goals or points.
 *
 * @param home the home side's, at least 0
 * @param away the away side's, at least 0
 */
public record Score(int home, int away) {
  /**
   * @throws InvalidOddsException if one is below 0
   */
  public Score {
    require("home", home);
    require("away", away);
  }

  /** Such as 2:1. */
  @Override
  public String toString() {
    return home + ":" + away;
  }

  private static void require(String side, int scored) {
    if (scored < 0) {
      throw new InvalidOddsException(side, scored, "a score of at least 0 is needed");
    }
  }
}
