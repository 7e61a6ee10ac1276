package io.betintel.ev.value;

import io.betintel.ev.bettype.PricingLimits;
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
 * @param threshold what the first outcome must be above, as the line's point says
 * @param middleCost the most that a middle which begins on the line may cost
 */
record MiddleEnds(
    String description,
    Shape shape,
    double above,
    double below,
    double first,
    double second,
    double threshold,
    double middleCost) {

  /** Null if the line cannot be in a middle. */
  static MiddleEnds of(PricedLine line, PricingLimits limits) {
    if (line.settlement() == null || line.point() == null || line.outcomes().size() != 2) {
      return null;
    }
    return line.shape().known().map(shape -> of(line, shape, limits)).orElse(null);
  }

  private static MiddleEnds of(PricedLine line, Shape shape, PricingLimits limits) {
    return switch (shape) {
      case SPREAD -> of(line, shape, 0.0 - line.point(), limits);
      case OVER_UNDER -> of(line, shape, (double) line.point(), limits);
      case WINNER, YES_NO, N_WAY, LAY, OVER_ONLY, DFS, VARIOUS -> null;
    };
  }

  /** Half the stake of a quarter line is on the point a quarter further. */
  private static MiddleEnds of(PricedLine line, Shape shape, double point, PricingLimits limits) {
    double further = Settlement.QUARTER.equals(line.settlement()) ? 0.25 : 0;
    return new MiddleEnds(
        line.description(),
        shape,
        point + further,
        point - further,
        highest(line.outcomes().get(0)),
        highest(line.outcomes().get(1)),
        point,
        limits.middleCost());
  }

  private static double highest(PricedOutcome outcome) {
    Offer top = outcome.top();
    return top == null ? Double.NaN : top.netPrice();
  }

  /**
   * Whether this line's first outcome and the other line's second one may make a middle or, across
   * lines, an arbitrage, by their highest prices, whoever has them. Most pairs need no closer look.
   * The lines have the same description and shape.
   */
  boolean canMeet(MiddleEnds other) {
    double cost = 1 - 1 / (1 / first + 1 / other.second); // NaN if there is no price
    return isMiddle(other) ? cost <= middleCost : cost < 0 && covers(other);
  }

  /** Whether both win in full at some whole number. */
  boolean isMiddle(MiddleEnds other) {
    return StrictMath.floor(above) + 1 < other.below;
  }

  /** Whether no result loses on both: the first outcome's point is not beyond the second one's. */
  boolean covers(MiddleEnds other) {
    return threshold <= other.threshold;
  }
}
