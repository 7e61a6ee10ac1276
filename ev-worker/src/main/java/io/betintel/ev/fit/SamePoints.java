package io.betintel.ev.fit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Interpolated estimates beside the other bookmakers who quote the very point: what an estimate and
 * what a second bookmaker is off by, at the same points.
 *
 * @param missed how far the estimates are from what was quoted
 * @param missedMean their mean; NaN without points
 * @param naive the same, if the nearest point's probability is taken as it is
 * @param naiveMean their mean; NaN without points
 * @param pairs how far two bookmakers are apart there, each pair once
 * @param apartMean how far other bookmakers are from what was quoted, a point's mean counting once;
 *     NaN without points
 * @param error the sampling error of {@link #ratio}, one standard deviation: whole ladders are its
 *     units, for the points of one miss together
 */
public record SamePoints(
    Spread missed,
    double missedMean,
    Spread naive,
    double naiveMean,
    Spread pairs,
    double apartMean,
    double error) {

  /**
   * The mean miss, in mean differences of two bookmakers. Of means, for where most prices are even
   * the median difference of two bookmakers is 0, and nothing is a multiple of it.
   */
  public double ratio() {
    return missedMean / apartMean;
  }

  /** The median miss, in median differences of two bookmakers; not finite if that is 0. */
  public double medianRatio() {
    return missed.median() / pairs.median();
  }

  /** Takes one estimate after the other. */
  static final class Sample {
    private final List<Double> missed = new ArrayList<>();
    private final List<Double> naive = new ArrayList<>();
    private final List<Double> pairs = new ArrayList<>();
    private final Set<BookPair> seen = new HashSet<>();

    /** By ladder: the sum of the misses, and of the others' mean distances. */
    private final SortedMap<LadderKey, double[]> sums = new TreeMap<>();

    /** Nothing, if no other bookmaker quotes the point. */
    void add(LeftOut left, double miss) {
      if (left.others().isEmpty()) {
        return;
      }
      missed.add(miss);
      naive.add(Math.abs(left.naive() - left.quoted()));
      double apart = 0;
      for (BookPair pair : left.others()) {
        apart += pair.apart();
        if (seen.add(pair)) {
          pairs.add(pair.apart());
        }
      }
      double[] sum = sums.computeIfAbsent(left.ladder(), ladder -> new double[2]);
      sum[0] += miss;
      sum[1] += apart / left.others().size();
    }

    SamePoints result() {
      double misses = 0;
      double apart = 0;
      for (double[] sum : sums.values()) {
        misses += sum[0];
        apart += sum[1];
      }
      double squares = 0;
      for (double[] sum : sums.values()) {
        double off = sum[0] - misses / apart * sum[1];
        squares += off * off;
      }
      int count = missed.size();
      return new SamePoints(
          Spread.of(missed),
          misses / count,
          Spread.of(naive),
          naive.stream().mapToDouble(Double::doubleValue).sum() / count,
          Spread.of(pairs),
          apart / count,
          Math.sqrt(squares) / apart);
    }
  }
}
