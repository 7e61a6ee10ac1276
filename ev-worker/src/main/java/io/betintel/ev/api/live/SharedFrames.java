package io.betintel.ev.api.live;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.cache.CachedLine;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A line's events as they wait for clients: made once for each of the two views, and the same bytes
 * for every client, for as long as they wait for one. Guarded by the hub's lock.
 */
final class SharedFrames {
  private final long version;
  private final Instant currentUntil;
  private WeakReference<byte[]> free = new WeakReference<>(null);
  private WeakReference<byte[]> whole = new WeakReference<>(null);

  private SharedFrames(long version, Instant currentUntil) {
    this.version = version;
    this.currentUntil = currentUntil;
  }

  static SharedFrames of(CachedLine line) {
    return new SharedFrames(
        line.version(), line.shown().map(CachedLine.Shown::currentUntil).orElse(null));
  }

  /** Whether the line has the same content: a line that loses an offer keeps its version. */
  boolean areOf(CachedLine line) {
    return version == line.version()
        && line.shown().isPresent()
        && line.shown().get().currentUntil().equals(currentUntil);
  }

  /** Every role with a key other than free sees the whole line. */
  byte[] of(Role role, Supplier<byte[]> make) {
    WeakReference<byte[]> kept = role == Role.FREE ? free : whole;
    byte[] frame = kept.get();
    if (frame == null) {
      frame = make.get();
      if (role == Role.FREE) {
        free = new WeakReference<>(frame);
      } else {
        whole = new WeakReference<>(frame);
      }
    }
    return frame;
  }
}
