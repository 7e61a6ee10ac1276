package io.betintel.ev.backtest;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Score;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.util.Optional;
import java.util.Set;

/** Settles the bets on one event by its final score. */
record FinalScore(SportingEvent event, Score score) {
  /** The bet types on the final score; others of the same shapes are on a half, or on corners. */
  private static final Set<BetType> SETTLED =
      Set.of(new BetType("h2h"), new BetType("spreads"), new BetType("totals"));

  private static final String DRAW = "Draw";
  private static final String OVER = "Over";
  private static final String UNDER = "Under";

  /** Whether a final score alone says how bets of the type end. */
  static boolean settles(BetType betType) {
    return SETTLED.contains(betType);
  }

  /**
   * @param outcome one of the line's
   * @return empty if the score alone does not settle it
   */
  Optional<Grade> grade(PricedLine line, PricedOutcome outcome) {
    if (!settles(line.betType())) {
      return Optional.empty();
    }
    boolean drawQuoted = line.outcomes().stream().anyMatch(one -> one.name().equals(DRAW));
    return line.shape()
        .known()
        .flatMap(shape -> grade(shape, outcome.name(), outcome.point(), drawQuoted));
  }

  /**
   * @param outcome as the line names it: a team, Draw, Over or Under
   * @param point the outcome's own handicap or total; null if it has none
   * @param drawQuoted whether Draw is an outcome of the line; if not, a drawn match returns the
   *     stakes on its winner
   * @return empty for a shape that a score does not settle, or an outcome that the shape does not
   *     have
   */
  Optional<Grade> grade(Shape shape, String outcome, Double point, boolean drawQuoted) {
    return switch (shape) {
      case WINNER -> winner(outcome, drawQuoted);
      case SPREAD ->
          point == null || !isTeam(outcome)
              ? Optional.empty()
              : Grade.byMargin(lead(outcome) + point);
      case OVER_UNDER -> point == null ? Optional.empty() : total(outcome, point);
      case YES_NO, N_WAY, LAY, OVER_ONLY, DFS, VARIOUS -> Optional.empty();
    };
  }

  private Optional<Grade> winner(String outcome, boolean drawQuoted) {
    boolean drawn = score.home() == score.away();
    if (isTeam(outcome)) {
      if (drawn && !drawQuoted) {
        return Optional.of(Grade.PUSHED);
      }
      return Optional.of(lead(outcome) > 0 ? Grade.WON : Grade.LOST);
    }
    return outcome.equals(DRAW) ? Optional.of(drawn ? Grade.WON : Grade.LOST) : Optional.empty();
  }

  private Optional<Grade> total(String outcome, double point) {
    double above = score.home() + score.away() - point;
    return switch (outcome) {
      case OVER -> Grade.byMargin(above);
      case UNDER -> Grade.byMargin(-above);
      default -> Optional.empty();
    };
  }

  private boolean isTeam(String outcome) {
    return outcome.equals(event.homeTeam()) || outcome.equals(event.awayTeam());
  }

  /** By how much the team won; below 0 if it lost. */
  private int lead(String team) {
    int lead = score.home() - score.away();
    return team.equals(event.homeTeam()) ? lead : -lead;
  }
}
