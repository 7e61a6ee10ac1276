package io.betintel.ev.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Notices that the wall clock was set back. Owned by one thread. */
public final class ClockSteps {
  private final Clock wall;
  private final Clock steady;
  private Duration ahead;

  /**
   * @param steady goes on with the time that passes
   */
  public ClockSteps(Clock wall, Clock steady) {
    this.wall = wall;
    this.steady = steady;
    this.ahead = ahead();
  }

  /** By how much it was set back since the last call; zero if it was not. */
  public Duration back() {
    Duration before = ahead;
    ahead = ahead();
    Duration back = before.minus(ahead);
    return back.isNegative() ? Duration.ZERO : back;
  }

  private Duration ahead() {
    Instant now = wall.instant();
    return Duration.between(steady.instant(), now);
  }
}
