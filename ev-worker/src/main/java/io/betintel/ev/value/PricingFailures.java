package io.betintel.ev.value;

import io.betintel.ev.odds.LineId;

/** Receives what went wrong with one line; the others are priced all the same. */
@FunctionalInterface
public interface PricingFailures {
  /** For callers that have no use for the other lines: a command, a backtest. */
  PricingFailures THROWN =
      (line, failure) -> {
        throw failure;
      };

  /** The line is published as not priced, {@code error}. */
  void failed(LineId line, RuntimeException failure);
}
