package io.betintel.ev.ladder;

/**
 * How far a probability is from even, as far as that makes it doubtful. A bookmaker moves a main
 * line to where it is even. Where all points of a ladder are such lines, an estimate beside even
 * says that a bookmaker who quotes that point is wrong; as often it is the estimate. Points that
 * are uneven themselves, alternates, speak for it.
 */
public final class Unevenness {
  /** Prices of main lines are hardly ever farther from even, in standard deviations. */
  private static final double MOST = 0.15;

  /** A ladder whose points are all nearer to even has main lines only. */
  private static final double MAIN = 0.25;

  /** A ladder with a point beyond has alternates. */
  private static final double ALTERNATE = 0.5;

  /** What counts beside alternates: with it their errors are those of players' points. */
  private static final double LEAST = 0.25;

  private Unevenness() {}

  /**
   * @param quantile of the probability under the standard normal
   * @param farthest how far the ladder's most uneven point is from even, from 0
   * @return in standard deviations, from 0
   */
  public static double of(double quantile, double farthest) {
    double part = (ALTERNATE - farthest) / (ALTERNATE - MAIN);
    double counts = LEAST + (1 - LEAST) * Math.min(Math.max(part, 0), 1);
    return counts * Math.min(Math.abs(quantile), MOST);
  }
}
