package io.betintel.ev.value;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.priced.Nearness;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.PriceSource;
import io.betintel.ev.pricing.Consensus;
import io.betintel.ev.pricing.FairPrice;
import io.betintel.ev.pricing.Normal;
import io.betintel.ev.pricing.NormalQuantile;

/**
 * A line's fair price: by its own references, by its ladder, or by one side alone.
 *
 * @param notPriced why there is none; null if there is one
 * @param own by the line's references; null if they make none
 * @param estimate by the ladder, or by references that quote one side alone; null if neither was
 *     asked, or makes one
 * @param nearness null without a price
 */
record LineFair(NotPriced notPriced, FairPrice own, LadderAnswer estimate, Nearness nearness) {

  /**
   * @param ladder null if the line is on none
   * @param oneSided null if no reference quotes one side alone
   */
  static LineFair of(Consensus consensus, LineLadder ladder, OneSidedLine oneSided) {
    FairPrice own = consensus.price().orElse(null);
    if (own != null) {
      LadderModel model = ladder == null ? null : ladder.model();
      Nearness nearness =
          model == null
              ? Nearness.QUOTED
              : new Nearness(PriceSource.QUOTED, 0.0, errorOfQuotes(model, own.probability(0)));
      return new LineFair(null, own, null, nearness);
    }
    if (!asks(consensus.notPriced())) {
      return new LineFair(consensus.notPriced(), null, null, null);
    }
    LadderAnswer near = ladder == null ? null : ladder.without(null);
    if (near != null && near.valued()) {
      return new LineFair(null, null, near, near.nearness());
    }
    LadderAnswer assumed = oneSided == null ? null : oneSided.without(null);
    if (assumed != null && assumed.valued()) {
      return new LineFair(null, null, assumed, assumed.nearness());
    }
    boolean nothing = near == null || near.notPriced() == NotPriced.NO_REFERENCE;
    return new LineFair(nothing ? consensus.notPriced() : near.notPriced(), null, null, null);
  }

  /** The standard error of a probability that references quote. */
  static double errorOfQuotes(LadderModel model, double probability) {
    double smaller = Math.min(probability, 1 - probability);
    return LadderAnswer.rounded(model.error(0) * Normal.density(NormalQuantile.of(smaller)));
  }

  /** Whether the line's references make no price, but other points or one side alone may. */
  static boolean asks(NotPriced reason) {
    return switch (reason) {
      case ONE_SIDED, NO_REFERENCE, AMBIGUOUS, REFERENCE_HOLD, STALE_REFERENCE, TOO_FEW_BOOKS ->
          true;
      case SHAPE_NOT_PRICED,
          SHAPE,
          NOT_EXHAUSTIVE,
          LADDER_NO_MODEL,
          LADDER_TOO_LONG,
          LADDER_CONTRADICTION,
          LADDER_TOO_FAR,
          TOO_LARGE,
          ERROR ->
          false;
    };
  }

  /** Null without a price. */
  Double probability(int side) {
    if (own != null) {
      return own.probability(side);
    }
    return estimate == null ? null : (Double) estimate.probability(side);
  }
}
