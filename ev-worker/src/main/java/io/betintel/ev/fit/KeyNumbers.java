package io.betintel.ev.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Results that are more or less frequent than a form says, for reasons in the game's rules. */
final class KeyNumbers {
  /**
   * How often games of the NFL end so many points apart, against a normal distribution of margins
   * with a standard deviation of 14.5 points. Rounded figures that the trade goes by (about 15 % of
   * games end 3 points apart, where that distribution has 5.4 %), not computed from results.
   */
  private static final double[][] FOOTBALL = {
    {0, 0.07}, {1, 0.77}, {2, 0.72}, {3, 2.75}, {4, 0.95}, {5, 0.66}, {6, 1.2}, {7, 1.87},
    {8, 0.78}, {9, 0.4}, {10, 1.3}, {11, 0.68}, {12, 0.45}, {13, 0.82}, {14, 1.36}, {17, 1.37}
  };

  /**
   * Margins after regulation time, against a difference of two Poisson counts with a standard
   * deviation of 2.45 goals. Rounded figures that the trade goes by, not computed from results:
   * some 23 % of games are level after 60 minutes, where that distribution has 16.5 %, and some 21
   * % are a goal apart, where it has 31 %: who is a goal behind takes his goalkeeper off.
   */
  private static final double[][] HOCKEY_REGULATION = {{0, 1.4}, {1, 0.7}};

  /**
   * No game of the NHL ends level: a sixth of the regulation time's margins are 0, and overtime
   * makes each a 1.
   */
  private static final double[][] HOCKEY_MARGIN = {{0, 0.02}, {1, 1.5}};

  /**
   * Overtime adds a goal to level games, whose total is even: of two goals half are 1-1, of four
   * 6/16 are 2-2, of six 20/64 are 3-3, of eight 70/256 are 4-4. Those games end one goal higher,
   * where about as many others are: with a mean of 6, P(4) / P(5) = 5/6 and P(6) / P(7) = 7/6.
   */
  private static final double[][] HOCKEY_TOTAL = {
    {2, 0.5}, {3, 1.25}, {4, 0.625}, {5, 1.31}, {6, 0.69}, {7, 1.36}, {8, 0.73}, {9, 1.41}
  };

  private KeyNumbers() {}

  /**
   * What may hold of a sport, the simplest first: nothing, then each table half and whole.
   *
   * @param signed whether the results are margins; else they are totals
   */
  static List<SortedMap<Integer, Double>> of(String sport, boolean signed) {
    List<SortedMap<Integer, Double>> all = new ArrayList<>();
    all.add(new TreeMap<>());
    for (double[][] table : tables(sport, signed)) {
      all.add(part(table, 0.5));
      all.add(part(table, 1));
    }
    return all;
  }

  /** 0 for none, 1 for all of the difference from the form. */
  private static SortedMap<Integer, Double> part(double[][] table, double part) {
    TreeMap<Integer, Double> times = new TreeMap<>();
    for (double[] number : table) {
      times.put((int) number[0], Decimal.of(StrictMath.pow(number[1], part), 3));
    }
    return times;
  }

  private static List<double[][]> tables(String sport, boolean signed) {
    if (sport.startsWith("icehockey")) {
      return signed
          ? List.of(HOCKEY_REGULATION, HOCKEY_MARGIN)
          : Collections.singletonList(HOCKEY_TOTAL);
    }
    return signed && sport.startsWith("americanfootball")
        ? Collections.singletonList(FOOTBALL)
        : List.of();
  }
}
