package io.betintel.ev.backtest;

import io.betintel.ev.bettype.BetTypeSettings;

/**
 * One margin method under test.
 *
 * @param method its label
 * @param bets what offers are valued under; its method is this one
 * @param closing the same with the closing bookmaker as the only reference
 */
public record MethodSettings(String method, BetTypeSettings bets, BetTypeSettings closing) {}
