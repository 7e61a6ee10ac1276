package io.betintel.ev.ladder;

import io.betintel.ev.bettype.LadderModel;

/**
 * A normal distribution without key numbers, on an axis that is stretched so that its standard
 * deviation is 1 everywhere: with {@code s(x) = scale + growth x}, the axis is the integral of 1 /
 * s(x). A push takes the same share from both sides, as near as can be seen, so whole points need
 * no care.
 */
final class NormalCurve implements Curve {
  /** The least standard deviation, as a part of the scale: below it the axis would end. */
  private static final double LEAST = 0.01;

  private final double scale;
  private final double growth;
  private double place;

  NormalCurve(LadderModel model) {
    this.scale = model.scale();
    this.growth = model.growth();
  }

  @Override
  public void meet(double[] thresholds, double[] z, double[] weights, int count) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[i] * (z[i] + axis(thresholds[i]));
      total += weights[i];
    }
    place = sum / total;
  }

  @Override
  public double z(double threshold) {
    return place - axis(threshold);
  }

  private double axis(double x) {
    if (growth == 0) {
      return x / scale;
    }
    double deviation = scale + growth * x;
    double least = scale * LEAST;
    return deviation >= least
        ? StrictMath.log(deviation) / growth
        : StrictMath.log(least) / growth + (deviation - least) / (growth * least);
  }
}
