package io.betintel.ev.restructure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long transactions took.
 *
 * @param nanos of each, the shortest first
 */
record Stalls(List<Long> nanos) {
  Stalls {
    nanos = List.copyOf(nanos);
  }

  static Stalls of(List<Long> nanos) {
    List<Long> sorted = new ArrayList<>(nanos);
    sorted.sort(null);
    return new Stalls(sorted);
  }

  /** In milliseconds; 0 without transactions. */
  double at(double part) {
    return nanos.isEmpty()
        ? 0
        : nanos.get((int) Math.min(nanos.size() - 1L, (long) (nanos.size() * part))) / 1e6;
  }

  double longest() {
    return at(1);
  }

  /** Both together. */
  Stalls and(Stalls other) {
    List<Long> all = new ArrayList<>(nanos);
    all.addAll(other.nanos);
    return of(all);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%7d transactions: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms",
        nanos.size(),
        at(0.5),
        at(0.99),
        at(0.999),
        longest());
  }
}
