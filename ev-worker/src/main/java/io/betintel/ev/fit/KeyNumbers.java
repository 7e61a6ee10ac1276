package io.betintel.ev.fit;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often games of the NFL end so many points apart, against a normal distribution of margins
 * with a standard deviation of 14.5 points: 15 % of the games of 2002 to 2022 ended 3 points apart,
 * where that distribution has 5.4 %.
 */
final class KeyNumbers {
  private static final double[][] TIMES = {
    {0, 0.07}, {1, 0.77}, {2, 0.72}, {3, 2.75}, {4, 0.95}, {5, 0.66}, {6, 1.2}, {7, 1.87},
    {8, 0.78}, {9, 0.4}, {10, 1.3}, {11, 0.68}, {12, 0.45}, {13, 0.82}, {14, 1.36}, {17, 1.37}
  };

  private KeyNumbers() {}

  /**
   * @param part 0 for a normal distribution, 1 for all of the difference from it
   */
  static SortedMap<Integer, Double> ofFootball(double part) {
    TreeMap<Integer, Double> times = new TreeMap<>();
    if (part > 0) {
      for (double[] number : TIMES) {
        times.put((int) number[0], Decimal.of(StrictMath.pow(number[1], part), 3));
      }
    }
    return times;
  }
}
