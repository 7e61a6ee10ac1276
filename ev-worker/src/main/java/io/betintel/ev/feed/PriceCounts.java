package io.betintel.ev.feed;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many prices a file has: one is what one bookmaker offers for one outcome at one time.
 *
 * @param read every price in the file, usable or not
 * @param left how many of them are left out on purpose, by what they are and why
 */
public record PriceCounts(int read, SortedMap<String, Integer> left) {
  static final PriceCounts NONE = new PriceCounts(0, new TreeMap<>());

  /**
   * @throws IllegalArgumentException if a count is negative
   */
  public PriceCounts {
    left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
    if (read < 0 || left.values().stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("negative counts: " + read + ", " + left);
    }
  }

  public int leftOut() {
    return left.values().stream().mapToInt(Integer::intValue).sum();
  }
}
