package io.betintel.ev.backtest;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Score;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.util.Locale;
import java.util.Optional;

/**
 * How a bet ended.
 *
 * <p>A bet at a quarter point, such as +0.75, is two bets of half the stake at the points beside
 * it, +0.5 and +1: that is where the halves come from. A whole point that is met exactly returns
 * the stake.
 */
public enum Grade {
  WON(1, 0),
  HALF_WON(0.5, 0),
  PUSHED(0, 0),
  HALF_LOST(0, 0.5),
  LOST(0, 1);

  private static final double QUARTER = 0.25;
  private static final String DRAW = "Draw";

  private final double won;
  private final double lost;

  Grade(double won, double lost) {
    this.won = won;
    this.lost = lost;
  }

  /** The part of the stake that won, 0 to 1. */
  public double won() {
    return won;
  }

  /** The part of the stake that was not returned unused: won or lost, 0 to 1. */
  public double decided() {
    return won + lost;
  }

  /** Such as {@code half_won}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a stake of 1 brought beyond itself.
   *
   * @param netPrice decimal odds after fees
   */
  public double profit(double netPrice) {
    return won * (netPrice - 1) - lost;
  }

  /**
   * Settles by a final score.
   *
   * @param outcome as the line names it: a team, Draw, Over or Under
   * @param point the outcome's own handicap or total; null where there is none
   * @param drawQuoted whether Draw is an outcome of the line; where it is not, a drawn match
   *     returns the stakes on its winner
   * @return empty for a bet type that a score alone does not settle, or an outcome that is none of
   *     the bet type's
   */
  public static Optional<Grade> of(
      BetType betType,
      SportingEvent event,
      String outcome,
      Double point,
      boolean drawQuoted,
      Score score) {
    int lead = score.home() - score.away();
    boolean home = outcome.equals(event.homeTeam());
    boolean away = outcome.equals(event.awayTeam());
    return switch (betType.symbol()) {
      case "h2h" -> {
        if (home || away) {
          if (lead == 0 && !drawQuoted) {
            yield Optional.of(PUSHED);
          }
          yield Optional.of((home ? lead : -lead) > 0 ? WON : LOST);
        }
        yield outcome.equals(DRAW) ? Optional.of(lead == 0 ? WON : LOST) : Optional.empty();
      }
      case "spreads" ->
          point == null || !(home || away)
              ? Optional.empty()
              : byMargin((home ? lead : -lead) + point);
      case "totals" -> {
        if (point == null || !(outcome.equals("Over") || outcome.equals("Under"))) {
          yield Optional.empty();
        }
        double above = score.home() + score.away() - point;
        yield byMargin(outcome.equals("Over") ? above : -above);
      }
      default -> Optional.empty();
    };
  }

  /** Settles an outcome of a line. */
  static Optional<Grade> of(PricedLine line, PricedOutcome outcome, Score score) {
    boolean drawQuoted = line.outcomes().stream().anyMatch(one -> one.name().equals(DRAW));
    return of(line.betType(), line.event(), outcome.name(), outcome.point(), drawQuoted, score);
  }

  /** Empty where the point is no multiple of a quarter: nobody settles such a bet. */
  private static Optional<Grade> byMargin(double margin) {
    if (margin / QUARTER != Math.rint(margin / QUARTER)) {
      return Optional.empty();
    }
    if (margin == 0) {
      return Optional.of(PUSHED);
    }
    boolean half = margin == QUARTER || margin == -QUARTER;
    return Optional.of(margin > 0 ? (half ? HALF_WON : WON) : (half ? HALF_LOST : LOST));
  }
}
