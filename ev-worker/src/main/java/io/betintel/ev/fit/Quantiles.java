package io.betintel.ev.fit;

import java.util.Arrays;
import java.util.Collection;

/** Quantiles of a sample, between the two nearest values by their ranks. */
final class Quantiles {
  private final double[] sorted;

  Quantiles(Collection<Double> sample) {
    this.sorted = sample.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
  }

  int size() {
    return sorted.length;
  }

  /** NaN of an empty sample. */
  double at(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double rank = share * (sorted.length - 1);
    int low = (int) Math.floor(rank);
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (rank - low) * (sorted[high] - sorted[low]);
  }

  double median() {
    return at(0.5);
  }
}
