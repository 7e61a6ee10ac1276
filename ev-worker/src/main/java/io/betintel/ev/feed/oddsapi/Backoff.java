package io.betintel.ev.feed.oddsapi;

import io.betintel.ev.ops.RetryPause;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is repeated: one second to half a minute, or what the server
 * asks for.
 */
final class Backoff {
  static final int ATTEMPTS = 5;

  private static final RetryPause PAUSE =
      new RetryPause(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private static final Duration LONGEST_ASKED_FOR = Duration.ofMinutes(2);

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * @param failures so far, at least 1
   * @param askedFor by the server: zero if it did not ask, and two minutes if it asks for more
   */
  Duration pause(int failures, Duration askedFor) {
    Duration pause = PAUSE.after(failures, random);
    if (askedFor.compareTo(pause) < 0) {
      return pause;
    }
    return askedFor.compareTo(LONGEST_ASKED_FOR) > 0 ? LONGEST_ASKED_FOR : askedFor;
  }
}
