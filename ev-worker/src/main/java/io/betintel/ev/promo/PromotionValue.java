package io.betintel.ev.promo;

import io.betintel.ev.promo.Promotion.Returns;

/**
 * What a promotion brings on a bet, in money.
 *
 * @param staked what is bet under the promotion
 * @param ev the average profit; NaN if the bet's probability is unknown
 * @param evRate the same per unit staked
 * @param hedgeStake what to bet against it, so that the profit is the same either way; NaN without
 *     a hedge, and never below 0
 * @param certain that profit; NaN without a hedge
 * @param certainRate the same per unit staked
 */
public record PromotionValue(
    double staked,
    double ev,
    double evRate,
    double hedgeStake,
    double certain,
    double certainRate) {

  /**
   * With a hedge of x at H, the bet brings won - x if it wins and lost + x (H - 1) if not: they are
   * equal at x = (won - lost) / H.
   */
  static PromotionValue of(Returns returns, PromotedBet bet) {
    double p = bet.probability();
    double ev = p * returns.won() + (1 - p) * returns.lost() + returns.fixed();
    double hedge =
        returns.won() == returns.lost()
            ? 0
            : Math.max(0, (returns.won() - returns.lost()) / bet.hedge());
    double certain = returns.won() - hedge + returns.fixed();
    return new PromotionValue(
        returns.staked(), ev, ev / returns.staked(), hedge, certain, certain / returns.staked());
  }
}
