package io.betintel.ev.api.live;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one client has still to be sent. Of a line only the newest waits, so a client that is slower
 * than a hot line sees it less often and misses nothing; one that is slower than all lines together
 * runs into the limit.
 */
final class LiveQueue {
  private final long limit;
  private final Map<Key, byte[]> frames = new LinkedHashMap<>();
  private long bytes;
  private long said;

  /**
   * @param limit in bytes
   */
  LiveQueue(long limit) {
    this.limit = limit;
  }

  /**
   * Behind everything that waits, and instead of what waits about the line.
   *
   * @return false if more waits than may
   */
  synchronized boolean put(BetType betType, LineId line, byte[] frame) {
    Key key = new Key(betType, line, 0);
    byte[] older = frames.remove(key);
    bytes += frame.length - (older == null ? 0 : older.length);
    frames.put(key, frame);
    return bytes <= limit;
  }

  /**
   * Behind everything that waits.
   *
   * @param betType of which it speaks; null if of none
   */
  synchronized void say(BetType betType, byte[] frame) {
    bytes += frame.length;
    frames.put(new Key(betType, null, ++said), frame);
  }

  /** Takes back what waits about a bet type. */
  synchronized void forget(BetType betType) {
    for (Iterator<Map.Entry<Key, byte[]>> each = frames.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<Key, byte[]> entry = each.next();
      if (betType.equals(entry.getKey().betType())) {
        bytes -= entry.getValue().length;
        each.remove();
      }
    }
  }

  /** Null if nothing waits. */
  synchronized byte[] poll() {
    Iterator<byte[]> each = frames.values().iterator();
    if (!each.hasNext()) {
      return null;
    }
    byte[] frame = each.next();
    each.remove();
    bytes -= frame.length;
    return frame;
  }

  synchronized void clear() {
    frames.clear();
    bytes = 0;
  }

  synchronized boolean isEmpty() {
    return frames.isEmpty();
  }

  private record Key(BetType betType, LineId line, long said) {}
}
