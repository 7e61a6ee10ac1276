package io.betintel.ev.ladder;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.pricing.Normal;

/**
 * A normal distribution of whole results, some of which are more or less frequent than it says. The
 * others keep their proportions; the sum is brought back to 1.
 */
final class KeyNumberCurve implements Curve, Meeting.Moved, Points.Survival {
  private final double scale;

  /** Results, rising, with both signs. */
  private final int[] results;

  private final double[] times;

  /** How much more probable the results from this one up are than the form says. */
  private final double[] extraFrom;

  private double place;
  private double total;

  KeyNumberCurve(LadderModel model) {
    this.scale = model.scale();
    int zero = model.keyNumbers().containsKey(0) ? 1 : 0;
    int positive = model.keyNumbers().size() - zero;
    this.results = new int[2 * positive + zero];
    this.times = new double[results.length];
    int up = positive;
    for (var number : model.keyNumbers().entrySet()) {
      int down = results.length - 1 - up;
      results[down] = -number.getKey();
      times[down] = number.getValue();
      results[up] = number.getKey();
      times[up++] = number.getValue();
    }
    this.extraFrom = new double[results.length + 1];
  }

  @Override
  public void meet(double[] thresholds, double[] z, double[] weights, int count) {
    double middle = 0;
    double weight = 0;
    for (int i = 0; i < count; i++) {
      middle += weights[i] * (thresholds[i] + scale * z[i]);
      weight += weights[i];
    }
    middle /= weight;
    Meeting.find(
        this, thresholds, z, weights, count, middle - 8 * scale, middle + 8 * scale, middle, scale);
  }

  @Override
  public void move(double to) {
    place = to;
    extraFrom[results.length] = 0;
    for (int i = results.length - 1; i >= 0; i--) {
      double frequency =
          Normal.cumulative((results[i] + 0.5 - place) / scale)
              - Normal.cumulative((results[i] - 0.5 - place) / scale);
      extraFrom[i] = extraFrom[i + 1] + (times[i] - 1) * frequency;
    }
    total = 1 + extraFrom[0];
  }

  @Override
  public double z(double threshold) {
    return Points.z(this, threshold);
  }

  @Override
  public double above(double h) {
    int first = 0;
    while (first < results.length && results[first] <= h) {
      first++;
    }
    return (Normal.cumulative((place - h) / scale) + extraFrom[first]) / total;
  }
}
