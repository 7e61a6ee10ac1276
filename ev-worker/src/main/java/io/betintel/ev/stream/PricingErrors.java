package io.betintel.ev.stream;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.value.PricingFailures;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the lines of one task that could not be priced and the snapshots that could not be placed,
 * at most {@value #MOST} a minute, with the record that was being applied. A line is counted as it
 * is published. Confined to the task's thread.
 */
final class PricingErrors implements PricingFailures {
  static final int MOST = 10;
  private static final long WINDOW_MS = 60_000;
  private static final Logger LOG = LoggerFactory.getLogger(PricingErrors.class);

  private final LongSupplier clock;
  private final StreamMetrics metrics;
  private Supplier<String> origin = PricingErrors::noRecord;
  private long began = Long.MIN_VALUE;
  private int logged;
  private long leftOut;

  /**
   * @param clock in milliseconds
   */
  PricingErrors(LongSupplier clock, StreamMetrics metrics) {
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Runs something that a record caused. */
  void during(Supplier<String> recordsOrigin, Runnable work) {
    origin = recordsOrigin;
    try {
      work.run();
    } finally {
      origin = PricingErrors::noRecord;
    }
  }

  private static String noRecord() {
    return "no record, a market was published again";
  }

  @Override
  public void failed(LineId line, RuntimeException failure) {
    log("line " + line + " is not priced (error)", failure);
  }

  @Override
  public void unplaced(MarketId market, Bookmaker bookmaker, RuntimeException failure) {
    metrics.unplaced(market.betType());
    log("the quotes of " + bookmaker + " are left out of market " + market, failure);
  }

  private void log(String what, RuntimeException failure) {
    long now = clock.getAsLong();
    if (began == Long.MIN_VALUE || now - began >= WINDOW_MS || now < began) {
      began = now;
      logged = 0;
    }
    if (logged == MOST) {
      leftOut++;
      return;
    }
    logged++;
    LOG.error(
        "{}; {}{}",
        what,
        origin.get(),
        leftOut == 0 ? "" : " [" + leftOut + " more were not logged]",
        failure);
    leftOut = 0;
  }
}
