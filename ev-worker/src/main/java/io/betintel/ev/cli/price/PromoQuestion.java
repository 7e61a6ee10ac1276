package io.betintel.ev.cli.price;

import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.promo.PromotedBet;
import io.betintel.ev.promo.Promotion;
import io.betintel.ev.promo.PromotionValue;
import io.betintel.ev.value.Fee;
import io.betintel.ev.value.LayOdds;
import java.util.ArrayList;
import java.util.List;

/**
 * A promotion on the offers of a question.
 *
 * @param text as it was asked
 * @param hedges decimal odds at other bookmakers, one for each outcome; or odds at which to lay
 *     each outcome
 * @param lays whether the hedges are prices to lay
 * @param hedgeFee what the hedges' bookmaker takes
 */
record PromoQuestion(String text, List<Double> hedges, boolean lays, Fee hedgeFee) {

  /**
   * @throws InvalidOddsException if the promotion is unknown, or the fee
   */
  PromoQuestion {
    Promotion.parse(text);
    hedges = List.copyOf(hedges);
    if (!hedgeFee.isKnown()) {
      throw new InvalidOddsException("hedge_fee", hedgeFee.text(), "a known fee is needed");
    }
  }

  /**
   * The promotion's value on each offer.
   *
   * @param probabilities of the outcomes; of one that is 0 or 1 the bet has no value
   */
  List<PromotionValue> values(PriceQuestion question, List<Double> probabilities) {
    Promotion promotion = Promotion.parse(text);
    List<PromotionValue> values = new ArrayList<>(probabilities.size());
    for (int i = 0; i < probabilities.size(); i++) {
      double probability = probabilities.get(i);
      values.add(
          promotion.on(
              new PromotedBet(
                  question.fee().netPrice(question.offers().get(i)),
                  probability > 0 && probability < 1 ? probability : Double.NaN,
                  hedge(i))));
    }
    return values;
  }

  /** Net odds of what is bet against the outcome; NaN if that returns no more than it costs. */
  double hedge(int outcome) {
    if (lays) {
      double net = hedgeFee.netPrice(LayOdds.against(hedges.get(outcome)));
      return net > 1 ? net : Double.NaN;
    }
    double[] others = new double[hedges.size() - 1];
    for (int i = 0, next = 0; i < hedges.size(); i++) {
      if (i != outcome) {
        others[next++] = hedgeFee.netPrice(hedges.get(i));
      }
    }
    return PromotedBet.together(others);
  }
}
