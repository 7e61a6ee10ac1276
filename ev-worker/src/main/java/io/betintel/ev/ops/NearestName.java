package io.betintel.ev.ops;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that a user probably meant. */
public final class NearestName {
  private NearestName() {}

  /**
   * The candidate at the smallest edit distance (insertions, deletions and replacements of a
   * character); the first in natural order if several are equally near.
   */
  public static String of(String name, Collection<String> candidates) {
    return candidates.stream()
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** The same, unless it is not near: more than a third of the longer name differs. */
  public static Optional<String> near(String name, Collection<String> candidates) {
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(of(name, candidates))
            .filter(
                nearest ->
                    3 * distance(name, nearest) <= Math.max(name.length(), nearest.length()));
  }

  /** The Levenshtein distance, computed row by row. */
  static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int column = 0; column < previous.length; column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[previous.length];
      current[0] = row;
      for (int column = 1; column < current.length; column++) {
        int replaced = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                previous[column - 1] + replaced,
                Math.min(previous[column], current[column - 1]) + 1);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
