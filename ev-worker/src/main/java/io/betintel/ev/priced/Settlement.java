package io.betintel.ev.priced;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Shape;
import java.util.Locale;
import java.util.Optional;

/**
 * What a result does that meets a line's point.
 *
 * <p>A bookmaker's odds already allow for returned stakes: without the margin they are fair odds o*
 * on the part of the stake that is not returned, so p = 1/o* is the chance to win that part. Per
 * unit of it an offer o yields p o - 1: the published EV. Per unit staked the EV is (1 - u) times
 * that with u the chance of a push, and (1 - h/2) times that with h the chance of a half-won or
 * half-lost bet: a smaller edge of the same sign. The Kelly fraction by p is exact for pushes,
 * which leave the bankroll unchanged, and too small for quarter lines, whose half results vary
 * less.
 *
 * <p>Each bookmaker has its own rules for a two-way winner line of a match that can end level, and
 * no feed gives them: such a line counts as full.
 *
 * <p>The chances u and h are not published: no bookmaker quotes them, and they depend on a sport's
 * results, not on one line.
 */
public enum Settlement implements Label<Settlement> {
  /** Every bet is won or lost. */
  FULL,
  /** A whole point: a result that meets it returns the stake. */
  PUSH,
  /**
   * A quarter point: half the stake is on the whole point beside it and half on the half point, so
   * a result that meets the whole point wins or loses only half.
   */
  QUARTER;

  private final String label = name().toLowerCase(Locale.ROOT);

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
    return label;
  }

  @Override
  public Optional<Settlement> known() {
    return Optional.of(this);
  }
}
