package io.betintel.ev.value;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;

/** Receives what went wrong with one line or quote; the others are priced all the same. */
@FunctionalInterface
public interface PricingFailures {
  /** For callers that have no use for the other lines: a command, a backtest. */
  PricingFailures THROWN =
      (line, failure) -> {
        throw failure;
      };

  /** The line is published as not priced, {@code error}. */
  void failed(LineId line, RuntimeException failure);

  /** The bookmaker's snapshot belongs to no line: its quotes are left out of the market. */
  default void unplaced(MarketId market, Bookmaker bookmaker, RuntimeException failure) {
    throw failure;
  }
}
