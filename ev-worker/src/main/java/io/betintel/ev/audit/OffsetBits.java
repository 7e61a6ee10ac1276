package io.betintel.ev.audit;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** A set of records of one topic: a bit per offset, from the first offset that is looked at. */
final class OffsetBits {
  private final Map<Integer, Long> from;
  private final Map<Integer, BitSet> bits = new TreeMap<>();

  /**
   * @param from the first offset of each partition
   */
  OffsetBits(Map<Integer, Long> from) {
    this.from = Map.copyOf(from);
  }

  /**
   * Adds a record; one before the first offset, or far beyond any that can be, is left out.
   *
   * @return whether it was there already
   */
  boolean add(int partition, long offset) {
    long place = offset - from.getOrDefault(partition, Long.MAX_VALUE);
    if (place < 0 || place >= Integer.MAX_VALUE - 64) {
      return false;
    }
    BitSet its = bits.computeIfAbsent(partition, p -> new BitSet());
    boolean before = its.get((int) place);
    its.set((int) place);
    return before;
  }

  boolean has(int partition, long offset) {
    long place = offset - from.getOrDefault(partition, Long.MAX_VALUE);
    BitSet its = bits.get(partition);
    return its != null && place >= 0 && place < its.length() && its.get((int) place);
  }
}
