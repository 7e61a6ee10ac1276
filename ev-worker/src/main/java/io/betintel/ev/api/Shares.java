package io.betintel.ev.api;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much of something each caller may use at once, so that one caller's questions leave the
 * others their part. All callers without a key are one caller: nothing tells them apart.
 */
public final class Shares {
  private final int each;
  private final int anonymous;
  private final Duration patience;
  private final Map<Caller, Share> shares = new ConcurrentHashMap<>();

  /**
   * @param each for a key
   * @param anonymous for all callers without a key together
   * @param patience how long a caller waits for its share
   */
  public Shares(int each, int anonymous, Duration patience) {
    this.each = each;
    this.anonymous = anonymous;
    this.patience = patience;
  }

  /** Whether the caller has a part; {@link #leave} is to follow if so. */
  public boolean enter(Caller caller) {
    Share share =
        shares.compute(
            caller,
            (who, before) -> {
              Share now = before == null ? new Share(most(who)) : before;
              now.users++;
              return now;
            });
    boolean entered = false;
    try {
      entered = share.parts.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!entered) {
        forget(caller);
      }
    }
    return entered;
  }

  /** The caller gives its part back. */
  public void leave(Caller caller) {
    Share share = shares.get(caller);
    share.parts.release();
    forget(caller);
  }

  /** How many parts a caller has at the most. */
  public int most(Caller caller) {
    return caller.anonymous() ? anonymous : each;
  }

  /** Callers that use or wait for something now. */
  int callers() {
    return shares.size();
  }

  private void forget(Caller caller) {
    shares.computeIfPresent(caller, (who, share) -> --share.users == 0 ? null : share);
  }

  /** Guarded by the map's entry, but for the semaphore. */
  private static final class Share {
    private final Semaphore parts;
    private int users;

    Share(int most) {
      this.parts = new Semaphore(most, true);
    }
  }
}
