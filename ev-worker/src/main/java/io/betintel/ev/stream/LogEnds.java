package io.betintel.ev.stream;

import java.time.Instant;
import java.util.Map;

/**
 * When records were written, as far as the worker knows: how long each partition of the input was,
 * each time that it looked. A record beyond the end at one look and before the end at the next was
 * written between them. So a worker that lags still knows the time of what it reads. Safe for
 * several threads.
 */
final class LogEnds {
  /** An hour and a half of looks. A lag beyond that counts as this long. */
  static final int MOST = 1_080;

  private volatile Look[] looks = {};

  private record Look(Instant at, Map<Integer, Long> ends) {
    /** Whether the record was there already. */
    boolean has(int partition, long offset) {
      return ends.getOrDefault(partition, 0L) > offset;
    }
  }

  /**
   * @param ends by partition, the offset of the next record
   * @param at no earlier than when it was so
   */
  synchronized void saw(Map<Integer, Long> ends, Instant at) {
    int kept = Math.min(looks.length, MOST - 1);
    Look[] then = new Look[kept + 1];
    System.arraycopy(looks, looks.length - kept, then, 0, kept);
    then[kept] = new Look(at, Map.copyOf(ends));
    looks = then;
  }

  /** When the record had been written at the latest; {@code now} if no look says more. */
  Instant latest(int partition, long offset, Instant now) {
    Look[] known = looks;
    int first = firstWith(known, partition, offset);
    return first == known.length || known[first].at().isAfter(now) ? now : known[first].at();
  }

  /** When the record had not been written yet; null if no look says so. */
  Instant earliest(int partition, long offset) {
    Look[] known = looks;
    int first = firstWith(known, partition, offset);
    return first == 0 ? null : known[first - 1].at();
  }

  private static int firstWith(Look[] known, int partition, long offset) {
    int low = 0;
    int high = known.length;
    if (high > 0 && !known[high - 1].has(partition, offset)) {
      return high; // as of almost all records of a worker that does not lag
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (known[middle].has(partition, offset)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
