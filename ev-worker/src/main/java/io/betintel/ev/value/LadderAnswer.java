package io.betintel.ev.value;

import io.betintel.ev.ladder.Estimate;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.Nearness;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.PriceSource;
import java.util.List;

/**
 * What a ladder says of a line's two outcomes, or references that quote one of them alone.
 *
 * <p>The smaller probability is rounded to {@value #BITS} binary digits, which moves an EV by at
 * most 0.02 % of the stake, a small part of the standard error: a change at a far point that moves
 * the price by less does not publish the line again. Rounding depends on the probability alone, so
 * that a lower Over still never costs more than a higher one.
 *
 * @param notPriced why there is no price; null if there is one
 * @param above the first outcome's fair probability
 * @param leastAbove the least that it is, 95 % sure
 * @param leastBelow the least that the second outcome's is
 * @param references the bookmakers behind the ladder, by key
 */
record LadderAnswer(
    NotPriced notPriced,
    double above,
    double leastAbove,
    double leastBelow,
    Nearness nearness,
    List<Bookmaker> references) {
  private static final int BITS = 12;

  static LadderAnswer none(NotPriced reason) {
    return new LadderAnswer(reason, Double.NaN, Double.NaN, Double.NaN, null, List.of());
  }

  static LadderAnswer of(Estimate estimate, List<Bookmaker> references) {
    if (estimate instanceof Estimate.Valued valued) {
      double above =
          valued.above() <= 0.5 ? rounded(valued.above()) : 1 - rounded(1 - valued.above());
      double error = rounded(valued.standardError());
      return new LadderAnswer(
          null,
          above,
          Math.max(0, above - valued.tail() * error),
          Math.max(0, 1 - above - valued.tail() * error),
          new Nearness(source(valued.source()), valued.distance(), error),
          references);
    }
    return none(reason(((Estimate.NotValued) estimate).reason()));
  }

  /**
   * Of references that quote one side alone.
   *
   * @param above the first outcome's probability, by their usual margins
   * @param leastAbove the least that it is, by any margin and method; so is {@code leastBelow}
   */
  static LadderAnswer oneSided(
      double above,
      double error,
      double leastAbove,
      double leastBelow,
      List<Bookmaker> references) {
    double fair = above <= 0.5 ? rounded(above) : 1 - rounded(1 - above);
    return new LadderAnswer(
        null,
        fair,
        Math.min(fair, rounded(leastAbove)),
        Math.min(1 - fair, rounded(leastBelow)),
        new Nearness(PriceSource.ONE_SIDED, 0.0, rounded(error)),
        List.copyOf(references));
  }

  boolean valued() {
    return notPriced == null;
  }

  double probability(int side) {
    return side == 0 ? above : 1 - above;
  }

  double least(int side) {
    return side == 0 ? leastAbove : leastBelow;
  }

  /** Whether references quote this very point, in another bet type of the ladder. */
  boolean quoted() {
    return nearness.source() == PriceSource.QUOTED;
  }

  /** Whether it rests on an assumed margin. */
  boolean assumed() {
    return nearness.source() == PriceSource.ONE_SIDED;
  }

  static double rounded(double part) {
    if (!(part > 0)) {
      return part;
    }
    double unit = Math.scalb(1.0, Math.getExponent(part) - BITS);
    return Math.rint(part / unit) * unit;
  }

  private static PriceSource source(Estimate.Source source) {
    return switch (source) {
      case QUOTED -> PriceSource.QUOTED;
      case INTERPOLATED -> PriceSource.INTERPOLATED;
      case EXTRAPOLATED -> PriceSource.EXTRAPOLATED;
    };
  }

  private static NotPriced reason(Estimate.Reason reason) {
    return switch (reason) {
      case NO_REFERENCE -> NotPriced.NO_REFERENCE;
      case NO_MODEL -> NotPriced.LADDER_NO_MODEL;
      case TOO_FAR -> NotPriced.LADDER_TOO_FAR;
      case CONTRADICTION -> NotPriced.LADDER_CONTRADICTION;
      case TOO_MANY_POINTS -> NotPriced.LADDER_TOO_LONG;
    };
  }
}
