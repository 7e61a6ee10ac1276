package io.betintel.ev.ladder;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.ladder.Estimate.NotValued;
import io.betintel.ev.ladder.Estimate.Reason;
import io.betintel.ev.ladder.Estimate.Source;
import io.betintel.ev.ladder.Estimate.Valued;
import io.betintel.ev.pricing.Normal;
import java.util.List;

/**
 * The points of one family that references quote, and what they say of any other. The model's curve
 * is moved to where it meets the points; two or more points also say how much steeper or flatter
 * than the model they are. Between two points the estimate goes from one to the other as the curve
 * does; a model may draw the points towards the curve for that, the more the fewer references they
 * have, or lean to the neighbour with more references, and the estimate still stays between its
 * neighbours. Beyond the last it follows the curve.
 *
 * <p>A higher threshold is never more probable to be exceeded: points that say so by a little are
 * drawn together, by much they make the ladder a contradiction. Made for each update, for one
 * thread; costs grow with the number of points, which is bounded.
 */
public final class Ladder {
  /** More are a mistake; the longest that a feed documents has some sixty. */
  static final int MOST_POINTS = 128;

  /** Points that must be moved by more than this, in standard deviations, contradict each other. */
  private static final double CONTRADICTION = 0.4;

  /**
   * Where an estimate leans to the neighbour with more references, it falls at this part of the
   * curve's pace all the same: both then speak of the same place. Bookmakers are apart by more than
   * their prices say, so the whole pace is too much; with none, totals are missed by more.
   */
  private static final double STEADY = 0.25;

  private static final double SAME = 1e-9;

  private final LadderModel model;
  private final Reason reason;
  private final int count;
  private double[] thresholds;
  private double[] z;
  private double[] weights;

  /** The curve's own quantiles at the points. */
  private double[] curved;

  /** The points as what lies between them goes by; {@link #z} itself without smoothing. */
  private double[] smoothed;

  private Curve curve;
  private double steepness;

  /** How far the most uneven point is from even. */
  private double farthest;

  private Ladder(LadderModel model, List<Rung> rungs) {
    this.model = model;
    if (rungs.isEmpty() || rungs.size() > MOST_POINTS) {
      this.reason = rungs.isEmpty() ? Reason.NO_REFERENCE : Reason.TOO_MANY_POINTS;
      this.count = 0;
      return;
    }
    this.thresholds = new double[rungs.size()];
    this.z = new double[rungs.size()];
    this.weights = new double[rungs.size()];
    this.count = Rungs.sorted(rungs, thresholds, z, weights);
    double moved = Rungs.fall(z, weights, count);
    this.reason = moved > CONTRADICTION ? Reason.CONTRADICTION : null;
    if (reason == null) {
      fit();
    }
  }

  /**
   * @param rungs what references say, in any order; a threshold that is there twice counts as its
   *     mean
   */
  public static Ladder of(LadderModel model, List<Rung> rungs) {
    return new Ladder(model, rungs);
  }

  /** What the ladder says of the threshold. */
  public Estimate at(double threshold) {
    if (reason != null) {
      return new NotValued(reason);
    }
    int next = 0;
    while (next < count && thresholds[next] < threshold - SAME) {
      next++;
    }
    if (next < count && Math.abs(thresholds[next] - threshold) <= SAME) {
      return valued(z[next], Source.QUOTED, 0, 0);
    }
    double own = curve.z(threshold);
    boolean between = next > 0 && next < count;
    double low = next > 0 ? curved[next - 1] - own : Double.POSITIVE_INFINITY;
    double high = next < count ? own - curved[next] : Double.POSITIVE_INFINITY;
    double far = Math.max(Math.min(low, high), 0);
    if (far > model.distanceLimit()) {
      return new NotValued(Reason.TOO_FAR);
    }
    double distance =
        Math.min(
            next > 0 ? threshold - thresholds[next - 1] : Double.POSITIVE_INFINITY,
            next < count ? thresholds[next] - threshold : Double.POSITIVE_INFINITY);
    if (between) {
      double quantile = between(next, low, high);
      return valued(
          Math.min(Math.max(quantile, z[next]), z[next - 1]), Source.INTERPOLATED, distance, far);
    }
    return valued(
        next == 0 ? z[0] + steepness * high : z[count - 1] - steepness * low,
        Source.EXTRAPOLATED,
        distance,
        far);
  }

  /**
   * What two neighbours say of a point between them.
   *
   * @param low how far the point is beyond the lower neighbour, on the curve
   * @param high how far it is from the higher one
   */
  private double between(int next, double low, double high) {
    double width = low + high;
    double from = smoothed[next - 1];
    double fall = from - smoothed[next];
    double way = width > 0 ? low / width : 0.5;
    if (model.leaning() == 0 || width <= 0) {
      return from - way * fall;
    }
    double lower = high * StrictMath.pow(weights[next - 1], model.leaning());
    double higher = low * StrictMath.pow(weights[next], model.leaning());
    double steady = Math.min(STEADY * width, fall);
    return from - way * steady - higher / (lower + higher) * (fall - steady);
  }

  private Valued valued(double quantile, Source source, double distance, double far) {
    double unevenness = Unevenness.of(quantile, farthest);
    return new Valued(
        Normal.cumulative(quantile),
        source,
        distance,
        far,
        unevenness,
        model.error(far, unevenness) * Normal.density(quantile),
        model.tail());
  }

  private void fit() {
    curve = Curve.of(model);
    curve.meet(thresholds, z, weights, count);
    curved = new double[count];
    for (int i = 0; i < count; i++) {
      curved[i] = curve.z(thresholds[i]);
    }
    farthest = Math.max(Math.abs(z[0]), Math.abs(z[count - 1]));
    steepness = Rungs.steepness(z, curved, weights, count);
    smoothed =
        model.smoothing() == 0
            ? z
            : Rungs.smoothed(z, curved, weights, count, steepness, model.smoothing());
  }
}
