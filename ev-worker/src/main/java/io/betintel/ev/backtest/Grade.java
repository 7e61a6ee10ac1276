package io.betintel.ev.backtest;

import java.util.Locale;
import java.util.Optional;

/**
 * How a bet ended.
 *
 * <p>A bet at a quarter point, such as +0.75, is two bets of half the stake at the points beside
 * it, +0.5 and +1; one of them can be returned. A whole point that is met exactly returns the
 * stake.
 */
public enum Grade {
  WON(1, 0),
  HALF_WON(0.5, 0),
  PUSHED(0, 0),
  HALF_LOST(0, 0.5),
  LOST(0, 1);

  private static final double QUARTER = 0.25;

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

  /** The part of the stake that was won or lost, not returned, 0 to 1. */
  public double decided() {
    return won + lost;
  }

  /** Such as {@code half_won}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The profit of a stake of 1.
   *
   * @param netPrice decimal odds after fees
   */
  public double profit(double netPrice) {
    return won * (netPrice - 1) - lost;
  }

  /**
   * The grade of a handicap or total.
   *
   * @param margin by how much the result beats the outcome's point; below 0 if it falls short
   * @return empty if the point is no multiple of a quarter: no bookmaker settles such a bet
   */
  static Optional<Grade> byMargin(double margin) {
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
