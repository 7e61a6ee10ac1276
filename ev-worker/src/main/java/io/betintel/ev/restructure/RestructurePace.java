package io.betintel.ev.restructure;

import java.time.Duration;

/**
 * How gently rows are filled and locks are asked for.
 *
 * @param batch how long one batch shall take; writers of its rows wait no longer
 * @param rest the pause after a batch, as a part of its time
 * @param lagBytes how far a replica may be behind
 * @param deadPercent how many rows of a table may be dead, in percent of its rows
 * @param lock how long a lock may be waited for: others queue behind it so long
 * @param patience how long locks and brakes are waited for in all
 */
public record RestructurePace(
    Duration batch, double rest, long lagBytes, int deadPercent, Duration lock, Duration patience) {
  public RestructurePace {
    if (batch.isNegative() || batch.isZero() || rest < 0 || lagBytes < 1 || deadPercent < 1) {
      throw new IllegalArgumentException(
          "batch " + batch + ", rest " + rest + ", lag " + lagBytes + ", dead " + deadPercent);
    }
  }

  /** Batches of 20 ms, as long pauses, 64 MiB of lag, 50 % of dead rows, locks within 40 ms. */
  public static RestructurePace gentle(Duration patience) {
    return new RestructurePace(
        Duration.ofMillis(20), 1, 64L * 1024 * 1024, 50, Duration.ofMillis(40), patience);
  }
}
