package io.betintel.ev.fit;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.ladder.Estimate.Valued;
import io.betintel.ev.pricing.NormalQuantile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What estimates missed by, by distance, as the columns {@code errors}, {@code tail} and {@code
 * distance_limit} of a model. Everything is in standard deviations of the result.
 */
final class ErrorTable {
  /** A row of the table wants so many estimates. */
  private static final int PER_ROW = 50;

  private static final int MOST_ROWS = 4;

  private static final double COVERS = 0.6827;
  private static final double TAIL_COVERS = 0.95;

  /** Beyond what was seen the scale itself is in doubt by this part. */
  private static final double SCALE_IN_DOUBT = 1.0 / 3;

  private static final double NEAREST_LIMIT = 0.3;
  private static final double FARTHEST_LIMIT = 1.5;

  private ErrorTable() {}

  /** The model with the errors of these estimates, which were made without a limit. */
  static LadderModel fill(LadderModel model, List<LeftOut> estimates, Floor floor) {
    List<Miss> misses = misses(estimates);
    double limit = limit(misses);
    SortedMap<Double, Double> errors = errors(misses, floor, limit);
    LadderModel filled = with(model, limit, errors, 2);
    List<Double> ratios = new ArrayList<>(misses.size());
    for (Miss miss : misses) {
      ratios.add(miss.error / filled.error(miss.distance));
    }
    double tail = ratios.isEmpty() ? 2.5 : new Quantiles(ratios).at(TAIL_COVERS);
    return with(model, limit, errors, Decimal.of(Math.min(Math.max(tail, 1.5), 6), 2));
  }

  private static LadderModel with(
      LadderModel model, double limit, SortedMap<Double, Double> errors, double tail) {
    return new LadderModel(
        model.form(), model.scale(), model.growth(), model.keyNumbers(), limit, errors, tail);
  }

  private static List<Miss> misses(List<LeftOut> estimates) {
    List<Miss> misses = new ArrayList<>();
    for (LeftOut one : estimates) {
      if (!one.within() && one.estimate() instanceof Valued valued) {
        double error = NormalQuantile.of(one.quoted()) - NormalQuantile.of(valued.above());
        misses.add(new Miss(valued.deviations(), Math.abs(error)));
      }
    }
    misses.sort(
        Comparator.comparingDouble(Miss::distance)
            .thenComparing(Comparator.comparing(Miss::error)));
    return misses;
  }

  private static double limit(List<Miss> misses) {
    double seen = misses.isEmpty() ? 0 : misses.get((misses.size() - 1) * 98 / 100).distance;
    double limit = Math.min(Math.max(1.5 * seen, NEAREST_LIMIT), FARTHEST_LIMIT);
    return Decimal.of(Math.ceil(limit * 20) / 20, 2);
  }

  private static SortedMap<Double, Double> errors(List<Miss> misses, Floor floor, double limit) {
    TreeMap<Double, Double> errors = new TreeMap<>();
    double atPoint = new Quantiles(floor.others()).at(COVERS);
    double error = Math.max(Double.isNaN(atPoint) ? 0 : atPoint, 0.005);
    errors.put(0.0, Decimal.of(error, 4));
    int rows = Math.min(Math.max(misses.size() / PER_ROW, 1), MOST_ROWS);
    double last = 0;
    for (int row = 0; row < rows && !misses.isEmpty(); row++) {
      List<Miss> some =
          misses.subList(misses.size() * row / rows, misses.size() * (row + 1) / rows);
      double distance = Decimal.of(some.get(some.size() / 2).distance, 4);
      double seen = new Quantiles(some.stream().map(Miss::error).toList()).at(COVERS);
      error = Math.max(error, seen);
      if (distance > last && distance < limit) {
        errors.put(distance, Decimal.of(error, 4));
        last = distance;
      }
    }
    double doubt = SCALE_IN_DOUBT * (limit - last);
    errors.put(limit, Decimal.of(Math.sqrt(error * error + doubt * doubt), 4));
    return errors;
  }

  /** How far an estimate was from the nearest point, and from what was quoted. */
  private record Miss(double distance, double error) {}
}
