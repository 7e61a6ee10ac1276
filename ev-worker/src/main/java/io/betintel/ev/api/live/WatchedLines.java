package io.betintel.ev.api.live;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.cache.CachedLine;
import io.betintel.ev.odds.LineId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The lines of one bet type that its clients were sent, so that no client goes back to an older
 * version, and a line that expires is withdrawn even if nothing withdraws it. Guarded by the hub's
 * lock.
 */
final class WatchedLines {
  /** Longer than a line takes from Redis to here. */
  private static final Duration GONE_IS_KNOWN = Duration.ofMinutes(1);

  final Set<LiveClient> clients = new HashSet<>();
  private final Map<LineId, Known> known = new HashMap<>();
  private int epoch;

  /**
   * Several threads read lines and send them: one may read earlier and send later.
   *
   * @return whether the line is at least as new as what was sent before. An equally new line is
   *     sent again: a client that has just joined may not have it.
   */
  boolean accept(CachedLine line, Instant now) {
    Known before = known.get(line.id());
    boolean shown = line.shown().isPresent();
    if (before == null ? !shown && line.version() == CachedLine.UNKNOWN : isOlder(line, before)) {
      return false;
    }
    long version = before == null ? line.version() : Math.max(line.version(), before.version);
    SharedFrames frames =
        before != null && before.frames.areOf(line) ? before.frames : SharedFrames.of(line);
    known.put(
        line.id(),
        shown
            ? Known.shown(version, line.shown().get(), frames)
            : Known.gone(version, now, frames));
    return true;
  }

  /** The event of a line that was accepted, made once for all clients that see the same of it. */
  byte[] frame(CachedLine line, Role role, Supplier<byte[]> make) {
    return known.get(line.id()).frames.of(role, make);
  }

  /**
   * The lines whose best offer, arbitrage or a middle has just expired, each once: they must be
   * read again.
   */
  List<LineId> outdated(Instant now) {
    List<LineId> outdated = new ArrayList<>();
    known.replaceAll(
        (id, line) -> {
          if (line.gone || line.currentUntil.isAfter(now) || !line.until.isAfter(now)) {
            return line;
          }
          outdated.add(id);
          return new Known(line.version, line.until, line.until, false, line.frames);
        });
    return outdated;
  }

  private static boolean isOlder(CachedLine line, Known before) {
    if (line.version() == CachedLine.UNKNOWN) {
      return false; // the cache has forgotten it
    }
    return line.version() < before.version
        || (line.version() == before.version && before.gone && line.shown().isPresent());
  }

  /** The lines that have just expired, as withdrawn. */
  List<CachedLine> expire(Instant now) {
    List<CachedLine> expired = new ArrayList<>();
    for (Iterator<Map.Entry<LineId, Known>> each = known.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<LineId, Known> entry = each.next();
      Known line = entry.getValue();
      if (!line.until.isAfter(now)) {
        if (line.gone) {
          each.remove();
        } else {
          CachedLine gone = new CachedLine(entry.getKey(), line.version, Optional.empty());
          expired.add(gone);
          entry.setValue(Known.gone(line.version, now, SharedFrames.of(gone)));
        }
      }
    }
    return expired;
  }

  /** Forgets everything: earlier versions can no longer be compared. */
  void reset() {
    known.clear();
    epoch++;
  }

  /** A line that was read in another epoch must not be sent. */
  int epoch() {
    return epoch;
  }

  /**
   * @param until valid until; or, if gone, until when it is kept
   * @param currentUntil from when on it must be read again
   */
  private record Known(
      long version, Instant until, Instant currentUntil, boolean gone, SharedFrames frames) {

    static Known shown(long version, CachedLine.Shown line, SharedFrames frames) {
      return new Known(version, line.validUntil(), line.currentUntil(), false, frames);
    }

    static Known gone(long version, Instant now, SharedFrames frames) {
      Instant until = now.plus(GONE_IS_KNOWN);
      return new Known(version, until, until, true, frames);
    }
  }
}
