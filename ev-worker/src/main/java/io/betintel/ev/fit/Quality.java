package io.betintel.ev.fit;

import io.betintel.ev.ladder.Estimate.Source;
import io.betintel.ev.ladder.Estimate.Valued;
import java.util.ArrayList;
import java.util.List;

/**
 * How far estimates of points that were left out are from what was quoted there, as probabilities.
 *
 * @param interpolated between other bookmakers' points
 * @param naiveBetween the same points, if the nearest point's probability is taken as it is
 * @param extrapolated beyond other bookmakers' points
 * @param naiveBeyond the same points, if the nearest point's probability is taken as it is
 * @param within of the bookmaker's own other points
 * @param floor between two bookmakers at the same point
 * @param there the interpolated points that another bookmaker quotes too
 * @param one how often the standard error covers, of the estimates from other bookmakers
 * @param two how often the 95 % band covers
 */
public record Quality(
    Spread interpolated,
    Spread naiveBetween,
    Spread extrapolated,
    Spread naiveBeyond,
    Spread within,
    Spread floor,
    SamePoints there,
    Coverage one,
    Coverage two) {

  static Quality of(List<LeftOut> estimates, Floor floor) {
    List<Double> interpolated = new ArrayList<>();
    List<Double> naiveBetween = new ArrayList<>();
    List<Double> extrapolated = new ArrayList<>();
    List<Double> naiveBeyond = new ArrayList<>();
    List<Double> within = new ArrayList<>();
    SamePoints.Sample there = new SamePoints.Sample();
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
      boolean between = valued.source() == Source.INTERPOLATED;
      (between ? interpolated : extrapolated).add(missed);
      if (between) {
        there.add(left, missed);
      }
      (between ? naiveBetween : naiveBeyond).add(Math.abs(left.naive() - left.quoted()));
      one.add(left.ladder(), missed <= valued.standardError());
      two.add(left.ladder(), missed <= valued.tail() * valued.standardError());
    }
    return new Quality(
        Spread.of(interpolated),
        Spread.of(naiveBetween),
        Spread.of(extrapolated),
        Spread.of(naiveBeyond),
        Spread.of(within),
        Spread.of(floor.pairs()),
        there.result(),
        one.coverage(),
        two.coverage());
  }

  /** The median of the interpolated estimates, in floors of the whole family. */
  public double ratio() {
    return interpolated.median() / floor.median();
  }
}
