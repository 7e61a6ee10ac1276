package io.betintel.ev.priced;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Shape;
import java.util.Locale;
import java.util.Optional;

/**
 * What a line's point makes of a result that meets it.
 *
 * <p>A bookmaker's odds already allow for stakes that come back: without the margin they are fair
 * odds o* on the part that does not, so p = 1/o* is the chance to win that part. Per unit of it an
 * offer o brings p o - 1, which is the EV that is published. Per unit staked it is (1 - u) of that
 * with u the chance of a push, and (1 - h/2) of that with h the chance of a half-won or half-lost
 * bet: a smaller edge of the same sign. The Kelly fraction by p is exact for pushes, which leave
 * the bankroll as it was, and errs on the small side for quarter lines, whose half results vary
 * less.
 *
 * <p>A two-way winner line of a match that can end level is settled by each bookmaker's own rules,
 * which no feed says: it counts as full.
 *
 * <p>The chances u and h are not published: no bookmaker quotes them, and what a sport's results
 * look like is no matter of one line.
 */
public enum Settlement implements Label<Settlement> {
  /** Every bet is won or lost. */
  FULL,
  /** A whole point: a result that meets it returns the stake. */
  PUSH,
  /**
   * A quarter point: half the stake stands on the whole point beside it and half on the half point,
   * so a result that meets the whole one wins or loses only half.
   */
  QUARTER;

  /**
   * By the line's shape and point; only handicaps and totals can return a stake.
   *
   * @param point null if the line has none
   */
  public static Settlement of(Shape shape, Double point) {
    return switch (shape) {
      case OVER_UNDER, SPREAD -> point == null ? FULL : of(point);
      case WINNER, YES_NO, N_WAY, LAY, OVER_ONLY, DFS, VARIOUS -> FULL;
    };
  }

  /** By the point of a handicap or total. */
  public static Settlement of(double point) {
    double fraction = StrictMath.abs(point) % 1;
    if (fraction == 0) {
      return PUSH;
    }
    return fraction == 0.25 || fraction == 0.75 ? QUARTER : FULL;
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<Settlement> known() {
    return Optional.of(this);
  }
}
