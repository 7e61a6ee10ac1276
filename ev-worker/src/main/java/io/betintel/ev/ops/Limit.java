package io.betintel.ev.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.TimeWindowMax;

/**
 * How many of something a process holds at the most, so that no input can fill its memory; says how
 * near it came to it. Safe for several threads.
 *
 * <p>{@code ev.limit.use} is the greatest share of the limit that was in use in the last minutes,
 * {@code ev.limit.reached} counts what was turned away or made way, both by {@code what}.
 */
public final class Limit {
  private static final int WINDOW_MS = 60_000;
  private static final int WINDOWS = 5;

  private final long most;
  private final TimeWindowMax used;
  private final Counter reached;

  /**
   * @param what the label, such as {@code bookmakers}
   * @param most at least 1
   */
  public Limit(String what, long most, MeterRegistry registry) {
    if (most < 1) {
      throw new IllegalArgumentException(what + ": a limit of " + most);
    }
    this.most = most;
    this.used = new TimeWindowMax(registry.config().clock(), WINDOW_MS, WINDOWS);
    this.reached =
        Counter.builder("ev.limit.reached")
            .description("What was turned away or made way because a limit was reached")
            .tags("what", what)
            .register(registry);
    Gauge.builder("ev.limit.use", used, max -> max.poll() / most)
        .description("The greatest share of a limit that was in use in the last minutes, 0 to 1")
        .tags("what", what)
        .strongReference(true)
        .register(registry);
  }

  public long most() {
    return most;
  }

  /**
   * Whether so many may be; counts it if not.
   *
   * @param count how many there would be
   */
  public boolean allows(long count) {
    used.record((double) Math.min(count, most));
    if (count <= most) {
      return true;
    }
    reached.increment();
    return false;
  }
}
