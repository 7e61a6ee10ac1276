package io.betintel.ev.odds;

/**
 * Handicaps and totals as objects. Nearly all are quarters, so a market's many outcomes share a few
 * objects instead of keeping one each.
 */
final class Points {
  private static final int MOST = 400;
  private static final int STEPS = 4;
  private static final Double[] QUARTERS = quarters();

  private Points() {}

  /**
   * An equal point, the same object for the same quarter from -400 to 400; 0 for -0.
   *
   * @param point null if absent
   */
  static Double shared(Double point) {
    if (point == null) {
      return null;
    }
    double steps = point * STEPS;
    return Math.abs(steps) <= MOST * STEPS && steps == Math.rint(steps)
        ? QUARTERS[(int) steps + MOST * STEPS]
        : point;
  }

  private static Double[] quarters() {
    Double[] quarters = new Double[2 * MOST * STEPS + 1];
    for (int i = 0; i < quarters.length; i++) {
      quarters[i] = (double) (i - MOST * STEPS) / STEPS;
    }
    return quarters;
  }
}
