package io.betintel.ev.api.live;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What waits for one client. Of each line only the newest state waits, so a client that is slower
 * than a busy line sees it less often and misses nothing; a client that is slower than all lines
 * together reaches the limit.
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
   * Adds a line's state at the end, in place of the state that waits.
   *
   * @return false if the queue is over its limit
   */
  synchronized boolean put(BetType betType, LineId line, byte[] frame) {
    Key key = new Key(betType, line, 0);
    byte[] older = frames.remove(key);
    bytes += frame.length - (older == null ? 0 : older.length);
    frames.put(key, frame);
    return bytes <= limit;
  }

  /** Adds an event at the end. */
  void say(byte[] frame) {
    add(null, frame);
  }

  /** Adds an event about a bet type at the end. */
  void say(BetType betType, byte[] frame) {
    add(betType, frame);
  }

  private synchronized void add(BetType betType, byte[] frame) {
    bytes += frame.length;
    frames.put(new Key(betType, null, ++said), frame);
  }

  /** Removes what waits about a bet type. */
  synchronized void forget(BetType betType) {
    for (Iterator<Map.Entry<Key, byte[]>> each = frames.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<Key, byte[]> entry = each.next();
      if (betType.equals(entry.getKey().betType())) {
        bytes -= entry.getValue().length;
        each.remove();
      }
    }
  }

  /** Takes what has waited longest; empty if nothing waits. */
  synchronized Optional<byte[]> poll() {
    Iterator<byte[]> each = frames.values().iterator();
    if (!each.hasNext()) {
      return Optional.empty();
    }
    byte[] frame = each.next();
    each.remove();
    bytes -= frame.length;
    return Optional.of(frame);
  }

  /** What waits. */
  synchronized long bytes() {
    return bytes;
  }

  synchronized void clear() {
    frames.clear();
    bytes = 0;
  }

  synchronized boolean isEmpty() {
    return frames.isEmpty();
  }

  /**
   * What a frame is about.
   *
   * @param betType null for the whole stream
   * @param line null for the whole bet type
   * @param said tells frames apart that are not about a line; 0 for a line
   */
  private record Key(BetType betType, LineId line, long said) {}
}
