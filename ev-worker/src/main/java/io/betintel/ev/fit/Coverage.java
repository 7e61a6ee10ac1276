package io.betintel.ev.fit;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often a band covers.
 *
 * @param share 0 to 1; NaN if there was nothing to cover
 * @param error its sampling error, one standard deviation: estimates of one ladder count as one,
 *     for they miss together
 */
public record Coverage(double share, double error) {

  /** Counts hits by ladder. */
  static final class Count {
    private final SortedMap<LadderKey, int[]> ladders = new TreeMap<>();
    private int hits;
    private int all;

    void add(LadderKey ladder, boolean hit) {
      int[] counts = ladders.computeIfAbsent(ladder, key -> new int[2]);
      counts[0] += hit ? 1 : 0;
      counts[1]++;
      hits += hit ? 1 : 0;
      all++;
    }

    /** The error of a ratio whose units are whole ladders. */
    Coverage coverage() {
      double share = (double) hits / all;
      double squares = 0;
      for (int[] counts : ladders.values()) {
        double off = counts[0] - share * counts[1];
        squares += off * off;
      }
      return new Coverage(share, Math.sqrt(squares) / all);
    }
  }
}
