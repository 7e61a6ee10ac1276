package io.betintel.ev.feed.footballdata;

import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.Score;
import java.util.Optional;

/** The result of one row of a football-data.co.uk file: its goals after ninety minutes. */
final class FootballResult {
  private static final int MOST_GOALS = 99;

  private FootballResult() {}

  /**
   * @param layout has the names of the columns
   * @param result H, D or A; blank if the file has none
   * @return empty if the match has no goals: it was not played, or not yet
   * @throws InvalidOddsException if a field is invalid, naming it and what is needed
   */
  static Optional<Score> of(
      FootballLayout layout, String homeGoals, String awayGoals, String result) {
    if (homeGoals.isEmpty() && awayGoals.isEmpty()) {
      return Optional.empty();
    }
    Score score =
        new Score(goals(layout.homeGoals(), homeGoals), goals(layout.awayGoals(), awayGoals));
    int lead = Integer.compare(score.home(), score.away());
    String winner = lead > 0 ? "H" : lead < 0 ? "A" : "D";
    if (!result.isEmpty() && !result.equals(winner)) {
      throw new InvalidOddsException(
          layout.result(),
          result,
          "after "
              + homeGoals
              + ":"
              + awayGoals
              + " it must be "
              + winner
              + "; correct one of them");
    }
    return Optional.of(score);
  }

  private static int goals(String column, String text) {
    try {
      int goals = Integer.parseInt(text);
      if (goals >= 0 && goals <= MOST_GOALS) {
        return goals;
      }
    } catch (NumberFormatException e) {
      // falls through to the same refusal
    }
    throw new InvalidOddsException(
        column, text, "a number of goals is needed, or both columns blank for no result");
  }
}
