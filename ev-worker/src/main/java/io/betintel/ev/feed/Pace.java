package io.betintel.ev.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Holds events back to a rate. The schedule counts from the first event and not from the last one,
 * so that sleeping a little too long does not add up.
 */
public final class Pace {
  /** How a thread waits; tests move a clock instead. */
  public interface Sleeper {
    void sleep(Duration span) throws InterruptedException;
  }

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final double perSecond;
  private final Clock clock;
  private final Sleeper sleeper;
  private Instant start;
  private long events;

  /**
   * @param perSecond events a second, above 0; infinite for no limit
   * @param clock goes on with the time that passes, whatever the wall clock is set to
   */
  public static Pace of(double perSecond, Clock clock) {
    return new Pace(
        perSecond, clock, span -> Thread.sleep(span.toMillis(), span.toNanosPart() % 1_000_000));
  }

  Pace(double perSecond, Clock clock, Sleeper sleeper) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Returns when the next event is due. */
  public void await() throws InterruptedException {
    if (Double.isInfinite(perSecond)) {
      return;
    }
    if (start == null) {
      start = clock.instant();
    }
    Instant due = start.plusNanos((long) (events++ / perSecond * NANOS_PER_SECOND));
    Duration early = Duration.between(clock.instant(), due);
    if (early.toMillis() > 0) {
      sleeper.sleep(early);
    }
  }
}
