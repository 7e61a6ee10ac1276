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
 * What estimates missed by, by distance, as the columns {@code errors}, {@code tail}, {@code
 * uneven} and {@code distance_limit} of a model. Everything is in standard deviations of the
 * result.
 *
 * <p>How much of an estimate's distance from even is in doubt is what makes the errors most
 * probable, among steps of 0.05. Without it bands of one region do not hold in another: how far
 * bookmakers' main lines are apart differs between regions, and it shows in how uneven an estimate
 * is, whatever the region. Rejected: how far the points are from the curve. It tells nothing.
 */
final class ErrorTable {
  /** A row of the table wants so many estimates. */
  private static final int PER_ROW = 50;

  private static final int MOST_ROWS = 4;

  /** Distances that differ by less than this are one: scales of a ladder differ by its points. */
  private static final double SAME = 1.05;

  private static final double COVERS = 0.6827;
  private static final double TAIL_COVERS = 0.95;

  /** Beyond what was seen the scale itself is in doubt by this part. */
  private static final double SCALE_IN_DOUBT = 1.0 / 3;

  /** Bookmakers agree no better than their prices are rounded. */
  private static final double LEAST = 0.005;

  /** A little farther than what was seen. */
  private static final double BEYOND = 1.25;

  private static final double UNEVEN_STEP = 0.05;
  private static final int UNEVEN_STEPS = 20;

  /** A gain in the mean log likelihood that is worth a greater step. */
  private static final double CLEARLY = 0.002;

  private static final double FIRST_TAIL = 2;

  /** Of what nothing was seen. */
  private static final double UNKNOWN_TAIL = 2.5;

  private static final double NO_LIMIT = 4;
  private static final double NEAREST_LIMIT = 0.3;
  private static final double FARTHEST_LIMIT = 1.5;

  private ErrorTable() {}

  /**
   * The model with the errors of estimates that were made without a limit.
   *
   * @param estimates by all other bookmakers: the near distances
   * @param byOneOther by one other bookmaker: what is farther
   */
  static LadderModel fill(
      LadderModel model, List<LeftOut> estimates, List<LeftOut> byOneOther, Floor floor) {
    List<Miss> misses = misses(estimates);
    List<Miss> far = misses(byOneOther);
    double limit = limit(far);
    double seen = seen(misses);
    far.removeIf(miss -> miss.distance <= SAME * seen);
    LadderModel best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step <= (misses.isEmpty() ? 0 : UNEVEN_STEPS); step++) {
      double uneven = Decimal.of(step * UNEVEN_STEP, 2);
      LadderModel filled =
          model.with(limit, errors(misses, far, floor, limit, uneven), FIRST_TAIL, uneven);
      double unlikely = unlikely(filled, misses);
      if (best == null || unlikely < least - CLEARLY) {
        best = filled;
        least = unlikely;
      }
    }
    LadderModel covering = misses.isEmpty() ? best : covering(best, misses);
    double tail = misses.isEmpty() ? UNKNOWN_TAIL : ratio(covering, misses, TAIL_COVERS);
    return covering.with(
        limit,
        covering.errors(),
        Decimal.up(Math.min(Math.max(tail, 1.5), 6), 2),
        covering.uneven());
  }

  /**
   * The model whose errors cover as much of all the misses as they say: rows of their own may not
   * fall with the distance, and so cover more.
   */
  private static LadderModel covering(LadderModel model, List<Miss> misses) {
    double by = Math.min(ratio(model, misses, COVERS), 1);
    TreeMap<Double, Double> errors = new TreeMap<>();
    model
        .errors()
        .forEach((at, error) -> errors.put(at, Decimal.up(Math.max(by * error, LEAST), 4)));
    return model.with(
        model.distanceLimit(), errors, model.tail(), Decimal.of(by * model.uneven(), 3));
  }

  /** How many standard errors cover a share of the misses. */
  private static double ratio(LadderModel model, List<Miss> misses, double share) {
    List<Double> ratios = new ArrayList<>(misses.size());
    for (Miss miss : misses) {
      ratios.add(miss.error / model.error(miss.distance, miss.uneven));
    }
    return new Quantiles(ratios).at(share);
  }

  /** How improbable the misses are: their mean negative log likelihood under a Laplace law. */
  private static double unlikely(LadderModel model, List<Miss> misses) {
    double sum = 0;
    for (Miss miss : misses) {
      double error = model.error(miss.distance, miss.uneven);
      sum += StrictMath.log(error) + miss.error / error;
    }
    return misses.isEmpty() ? 0 : sum / misses.size();
  }

  /** The model with its form and scale alone: nothing is too far. */
  static LadderModel open(LadderModel model) {
    TreeMap<Double, Double> unknown = new TreeMap<>();
    unknown.put(0.0, 1.0);
    return model.with(NO_LIMIT, unknown, FIRST_TAIL, 0);
  }

  private static List<Miss> misses(List<LeftOut> estimates) {
    List<Miss> misses = new ArrayList<>();
    for (LeftOut one : estimates) {
      if (!one.within() && one.estimate() instanceof Valued valued) {
        double error = NormalQuantile.of(one.quoted()) - NormalQuantile.of(valued.above());
        misses.add(new Miss(valued.deviations(), valued.unevenness(), Math.abs(error)));
      }
    }
    misses.sort(
        Comparator.comparingDouble(Miss::distance)
            .thenComparing(Comparator.comparing(Miss::error))
            .thenComparing(Comparator.comparing(Miss::uneven)));
    return misses;
  }

  private static double limit(List<Miss> misses) {
    double limit = Math.min(Math.max(BEYOND * seen(misses), NEAREST_LIMIT), FARTHEST_LIMIT);
    return Decimal.of(Math.ceil(limit * 20) / 20, 2);
  }

  /** The distance that all but a few do not exceed. */
  private static double seen(List<Miss> misses) {
    return misses.isEmpty() ? 0 : misses.get((misses.size() - 1) * 98 / 100).distance;
  }

  private static SortedMap<Double, Double> errors(
      List<Miss> near, List<Miss> far, Floor floor, double limit, double uneven) {
    TreeMap<Double, Double> errors = new TreeMap<>();
    double atPoint =
        new Quantiles(
                floor.others().stream()
                    .map(one -> one.error() - uneven * one.unevenness())
                    .toList())
            .at(COVERS);
    errors.put(0.0, Decimal.up(Math.max(Double.isNaN(atPoint) ? 0 : atPoint, LEAST), 4));
    addRows(errors, near, limit, uneven);
    addRows(errors, far, limit, uneven);
    double last = errors.lastKey();
    double error = errors.get(last);
    double doubt = SCALE_IN_DOUBT * (limit - last);
    errors.put(limit, Decimal.up(Math.sqrt(error * error + doubt * doubt), 4));
    return errors;
  }

  private static void addRows(
      SortedMap<Double, Double> errors, List<Miss> misses, double limit, double uneven) {
    int perRow = Math.max(PER_ROW, misses.size() / MOST_ROWS);
    int start = 0;
    for (int end = 1; end <= misses.size(); end++) {
      boolean full = end - start >= perRow && misses.size() - end >= perRow;
      // Most points are one step apart: the same distance stays in one row.
      boolean farther =
          end < misses.size() && misses.get(end).distance > SAME * misses.get(end - 1).distance;
      if (end < misses.size() && !(full && farther)) {
        continue;
      }
      List<Miss> some = misses.subList(start, end);
      double distance = Decimal.of(some.get(some.size() / 2).distance, 4);
      double seen = new Quantiles(some.stream().map(miss -> miss.over(uneven)).toList()).at(COVERS);
      if (distance > errors.lastKey() && distance < limit) {
        double before = errors.get(errors.lastKey());
        errors.put(distance, Math.max(before, Decimal.up(seen, 4)));
      }
      start = end;
    }
  }

  /** How far an estimate was from the nearest point, from even, and from what was quoted. */
  private record Miss(double distance, double uneven, double error) {
    /** What the table by distance has to cover. */
    double over(double part) {
      return error - part * uneven;
    }
  }
}
