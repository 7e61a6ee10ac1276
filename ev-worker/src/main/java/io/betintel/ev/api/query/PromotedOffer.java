package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.promo.PromotedBet;
import io.betintel.ev.promo.Promotion;
import java.util.Comparator;

/**
 * An offer of the bookmaker whose promotion it is.
 *
 * @param ev with the promotion; NaN before that is known
 */
record PromotedOffer(
    String lineId, String outcome, double probability, double netPrice, double ev) {
  /** The highest first; of equals the first by line and outcome. */
  static final Comparator<PromotedOffer> BY_EV =
      Comparator.comparingDouble(PromotedOffer::ev)
          .reversed()
          .thenComparing(PromotedOffer::lineId)
          .thenComparing(PromotedOffer::outcome);

  static PromotedOffer of(ObjectNode row) {
    return new PromotedOffer(
        row.path("line_id").textValue(),
        row.path("outcome").textValue(),
        row.path("fair_probability").doubleValue(),
        row.path("net_price").doubleValue(),
        Double.NaN);
  }

  PromotedOffer with(Promotion promotion) {
    double value = promotion.on(new PromotedBet(netPrice, probability, Double.NaN)).ev();
    return new PromotedOffer(lineId, outcome, probability, netPrice, value);
  }
}
