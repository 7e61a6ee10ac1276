package io.betintel.ev.fit;

import io.betintel.ev.ladder.Estimate.Valued;
import java.util.ArrayList;
import java.util.List;

/**
 * How far estimates of points that were left out are from what was quoted there, as probabilities.
 *
 * @param across of other bookmakers' points: what a worker does
 * @param within of the bookmaker's own other points
 * @param naive across bookmakers, if the nearest point's probability is taken as it is
 * @param floor between two bookmakers at the same point
 * @param one how often the standard error covers, of the estimates across bookmakers
 * @param two how often the 95 % band covers
 */
public record Quality(
    Spread across, Spread within, Spread naive, Spread floor, Coverage one, Coverage two) {

  static Quality of(List<LeftOut> estimates, Floor floor) {
    List<Double> across = new ArrayList<>();
    List<Double> within = new ArrayList<>();
    List<Double> naive = new ArrayList<>();
    Coverage.Count one = new Coverage.Count();
    Coverage.Count two = new Coverage.Count();
    for (LeftOut left : estimates) {
      if (!(left.estimate() instanceof Valued valued)) {
        continue;
      }
      double missed = Math.abs(valued.above() - left.quoted());
      if (left.within()) {
        within.add(missed);
        continue;
      }
      across.add(missed);
      naive.add(Math.abs(left.naive() - left.quoted()));
      one.add(left.ladder(), missed <= valued.standardError());
      two.add(left.ladder(), missed <= valued.tail() * valued.standardError());
    }
    return new Quality(
        Spread.of(across),
        Spread.of(within),
        Spread.of(naive),
        Spread.of(floor.pairs()),
        one.coverage(),
        two.coverage());
  }

  /** The median of the estimates across bookmakers, in floors. */
  public double ratio() {
    return across.median() / floor.median();
  }

  /**
   * @param count how many differences
   * @param median NaN if there are none
   * @param ninety the 90th percentile; NaN if there are none
   */
  public record Spread(int count, double median, double ninety) {
    static Spread of(List<Double> sample) {
      Quantiles quantiles = new Quantiles(sample);
      return new Spread(quantiles.size(), quantiles.median(), quantiles.at(0.9));
    }
  }
}
