package io.betintel.ev.feed;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a question is repeated: doubling from one second to half a minute, less a
 * random part of up to a half, so that clients that failed together do not come back together.
 */
final class Backoff {
  static final int ATTEMPTS = 5;

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LONGEST_ASKED_FOR = Duration.ofMinutes(2);

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * @param failures so far, at least 1
   * @param askedFor by the server; null if it did not, and never believed past two minutes
   */
  Duration pause(int failures, Duration askedFor) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
    Duration most = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    Duration pause = Duration.ofMillis((long) (most.toMillis() * (1 - random.nextDouble() / 2)));
    if (askedFor == null || askedFor.compareTo(pause) < 0) {
      return pause;
    }
    return askedFor.compareTo(LONGEST_ASKED_FOR) > 0 ? LONGEST_ASKED_FOR : askedFor;
  }
}
