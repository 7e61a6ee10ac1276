package io.betintel.ev.sink;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * When a store rests between two of many batches. Prices come first: while pricing is behind in
 * this process, and lines get newer versions faster than the store takes them, it works a third of
 * the time. Each line is then written less often, and in the version that is the newest by then.
 * Owned by one thread.
 */
final class StoreRest {
  /** So many times as long as the write before. */
  private static final int TIMES = 2;

  private final BooleanSupplier pricingIsBehind;
  private final LongSupplier nanoTime;
  private long until;

  /**
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   */
  StoreRest(BooleanSupplier pricingIsBehind, LongSupplier nanoTime) {
    this.pricingIsBehind = pricingIsBehind;
    this.nanoTime = nanoTime;
    this.until = nanoTime.getAsLong();
  }

  /** A batch was written that is one of many. */
  void after(Batch batch, Duration took) {
    boolean superseding = batch.reduced() > 0 && 2 * batch.reduced() >= batch.lines().size();
    until = nanoTime.getAsLong() + (superseding ? TIMES * took.toNanos() : 0);
  }

  boolean isOver() {
    return until - nanoTime.getAsLong() <= 0 || !pricingIsBehind.getAsBoolean();
  }
}
