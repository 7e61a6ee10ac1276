package io.betintel.ev.backtest;

import io.betintel.ev.bettype.BetTypeSettings;

/**
 * One margin method under test.
 *
 * @param bets the settings that value offers
 * @param closing the same with the closing bookmaker as the only reference
 */
public record MethodSettings(BetTypeSettings bets, BetTypeSettings closing) {
  /** The method's label. */
  public String method() {
    return bets.method().label();
  }
}
