package io.betintel.ev.audit;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which slice each record of the input belongs to, once it was decoded: a later pass decodes only
 * its own. Two bytes for each offset, as far as they fit; records beyond are decoded in each pass.
 */
final class SliceTags {
  private final Map<Integer, Long> from;
  private final long most;
  private final Map<Integer, char[]> tags = new TreeMap<>();
  private long size;

  /**
   * @param from the first offset of each partition
   * @param most how many offsets are remembered
   */
  SliceTags(Map<Integer, Long> from, long most) {
    this.from = Map.copyOf(from);
    this.most = most;
  }

  /** The record is whole, and of an event with this {@link Slice#hash}. */
  void put(int partition, long offset, int hash) {
    long place = offset - from.getOrDefault(partition, Long.MAX_VALUE);
    if (place < 0 || place >= most) {
      return;
    }
    char[] its = tags.computeIfAbsent(partition, p -> new char[0]);
    if (place >= its.length) {
      int longer = (int) Math.min(most, Math.max(1_024, Math.max(place + 1, 2L * its.length)));
      if (size - its.length + longer > most) {
        return;
      }
      size += longer - its.length;
      its = Arrays.copyOf(its, longer);
      tags.put(partition, its);
    }
    its[(int) place] = (char) (hash + 1);
  }

  /** Whether it is known to be of an event of another slice. */
  boolean isElsewhere(int partition, long offset, Slice slice) {
    long place = offset - from.getOrDefault(partition, Long.MAX_VALUE);
    char[] its = tags.get(partition);
    return its != null
        && place >= 0
        && place < its.length
        && its[(int) place] != 0
        && !slice.hasHash(its[(int) place] - 1);
  }
}
