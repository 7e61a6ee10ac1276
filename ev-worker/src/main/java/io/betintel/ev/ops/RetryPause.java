package io.betintel.ev.ops;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: doubles from the first pause to the longest. The caller
 * counts its failures in a row, starts over at a success, and does the waiting: each caller waits
 * in its own way (some go on polling, some can be woken), so a class that sleeps would fit none.
 *
 * @param first the pause after the first failure, above zero
 * @param longest at least {@code first}
 */
public record RetryPause(Duration first, Duration longest) {
  public RetryPause {
    if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException("first " + first + ", longest " + longest);
    }
  }

  /**
   * @param failures in a row, at least 1
   */
  public Duration after(long failures) {
    if (failures < 1) {
      throw new IllegalArgumentException("no failure, no pause: " + failures);
    }
    Duration pause = first;
    for (long doubled = 1; doubled < failures && pause.compareTo(longest) < 0; doubled++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  /**
   * The same less a random part of up to a half, so that clients that failed together do not come
   * back together.
   *
   * @param failures in a row, at least 1
   */
  public Duration after(long failures, RandomGenerator random) {
    return Duration.ofNanos((long) (after(failures).toNanos() * (1 - random.nextDouble() / 2)));
  }
}
