package io.betintel.ev.backtest;

import java.util.List;
import java.util.TreeSet;

/**
 * Ranges of EV, each from its edge up to the next; the last has no end.
 *
 * @param edges rising, fractions of the stake
 */
record EvBuckets(List<Double> edges) {
  private static final double SMALL = 0.02;
  private static final double LARGE = 0.10;

  EvBuckets {
    edges = List.copyOf(edges);
  }

  /**
   * Ranges that are cut where the classes change.
   *
   * @param minimum no bet is made below it
   * @param take an offer is a take from it
   * @param suspect above it a data error is more likely than a bargain
   */
  static EvBuckets of(double minimum, double take, double suspect) {
    TreeSet<Double> edges = new TreeSet<>(List.of(minimum, SMALL, take, LARGE, suspect));
    return new EvBuckets(List.copyOf(edges.tailSet(minimum)));
  }

  int of(double ev) {
    int bucket = 0;
    while (bucket + 1 < edges.size() && ev >= edges.get(bucket + 1)) {
      bucket++;
    }
    return bucket;
  }
}
