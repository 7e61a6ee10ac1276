package io.betintel.ev.value;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.Settlement;

/**
 * What decides whether a line can be in a middle with another one, without either line's offers.
 *
 * @param above its first outcome wins in full above this result
 * @param below its second outcome wins in full below this result
 * @param first the highest price of the first outcome after fees; NaN if there is none
 * @param second the same of the second outcome
 */
record MiddleEnds(String description, double above, double below, double first, double second) {

  /** Null if the line cannot be in a middle. */
  static MiddleEnds of(PricedLine line) {
    if (line.settlement() == null || line.point() == null || line.outcomes().size() != 2) {
      return null;
    }
    return line.shape().known().map(shape -> of(line, shape)).orElse(null);
  }

  private static MiddleEnds of(PricedLine line, Shape shape) {
    return switch (shape) {
      case SPREAD -> of(line, 0.0 - line.point());
      case OVER_UNDER -> of(line, (double) line.point());
      case WINNER, YES_NO, N_WAY, LAY, OVER_ONLY, DFS, VARIOUS -> null;
    };
  }

  /** Half the stake of a quarter line is on the point a quarter further. */
  private static MiddleEnds of(PricedLine line, double point) {
    double further = Settlement.QUARTER.equals(line.settlement()) ? 0.25 : 0;
    return new MiddleEnds(
        line.description(),
        point + further,
        point - further,
        highest(line.outcomes().get(0)),
        highest(line.outcomes().get(1)));
  }

  private static double highest(PricedOutcome outcome) {
    Offer top = outcome.top();
    return top == null ? Double.NaN : top.netPrice();
  }

  /**
   * Whether this line's first outcome and the other line's second one may make a middle: both win
   * at some whole number, and their highest prices, whoever has them, cost no more. Most pairs need
   * no closer look. The lines have the same description.
   */
  boolean canMeet(MiddleEnds other, double middleCost) {
    return StrictMath.floor(above) + 1 < other.below
        && 1 - 1 / (1 / first + 1 / other.second) <= middleCost; // never if one is NaN
  }
}
