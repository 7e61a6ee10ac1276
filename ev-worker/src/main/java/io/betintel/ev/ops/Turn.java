package io.betintel.ev.ops;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a part's turn lasts. A thread that waits for a server cannot say so itself, and its last
 * words would be that all is well. One thread takes turns; any thread may ask.
 */
public final class Turn {
  /** A turn that takes longer waits for somebody. */
  public static final Duration SLOW = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;
  private volatile Long began; // null between two turns

  /**
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   */
  public Turn(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  public void begins() {
    began = nanoTime.getAsLong();
  }

  public void ends() {
    began = null;
  }

  /**
   * The part's own state, unless it says that all is well while a turn takes long.
   *
   * @param who does not answer, for people
   * @param why what may be wrong, to follow the seconds; may be empty
   */
  public Check over(Check own, String who, String why) {
    Long since = began;
    long lasted = since == null ? 0 : nanoTime.getAsLong() - since;
    if (own.status() != Check.Status.UP || lasted < SLOW.toNanos()) {
      return own;
    }
    long seconds = Duration.ofNanos(lasted).toSeconds();
    return Check.waiting(own.name(), who + " has not answered for " + seconds + " s" + why);
  }
}
