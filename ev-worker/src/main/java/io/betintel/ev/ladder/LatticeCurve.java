package io.betintel.ev.ladder;

import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import java.util.Arrays;

/** A distribution of counts, or of the difference of two, as the probability of each result. */
final class LatticeCurve implements Curve, Meeting.Moved, Points.Survival {
  /** The highest mean: far above any count that is not better taken as normal. */
  private static final double MOST = 300;

  private static final double LEAST = 1e-3;

  private final LadderModel model;
  private final boolean difference;

  /** The lowest result. */
  private int first;

  /** P(X &gt;= first + i); one more than there are results, the last 0. */
  private double[] from = new double[0];

  LatticeCurve(LadderModel model) {
    this.model = model;
    this.difference = model.form() == LadderForm.SKELLAM;
  }

  @Override
  public void meet(double[] thresholds, double[] z, double[] weights, int count) {
    double variance = model.scale() * model.scale();
    double middle = 0;
    double deviation = 0;
    double weight = 0;
    for (int i = 0; i < count; i++) {
      double near = difference ? model.scale() : Math.sqrt(spread(Math.max(thresholds[i], 0.5)));
      middle += weights[i] * (thresholds[i] + near * z[i]);
      deviation += weights[i] * near;
      weight += weights[i];
    }
    Meeting.find(
        this,
        thresholds,
        z,
        weights,
        count,
        difference ? LEAST - variance : LEAST,
        difference ? variance - LEAST : MOST,
        middle / weight,
        deviation / weight);
  }

  @Override
  public void move(double mean) {
    if (difference) {
      double both = model.scale() * model.scale();
      difference(Counts.poisson((both + mean) / 2), Counts.poisson((both - mean) / 2));
    } else {
      from =
          model.form() == LadderForm.POISSON
              ? Counts.poisson(mean)
              : Counts.negativeBinomial(mean, model.scale());
      first = 0;
    }
    for (var number : model.keyNumbers().entrySet()) {
      times(number.getKey(), number.getValue());
      if (difference && number.getKey() != 0) {
        times(-number.getKey(), number.getValue());
      }
    }
    addUp();
  }

  private void times(int result, double more) {
    int place = result - first;
    if (place >= 0 && place < from.length) {
      from[place] *= more;
    }
  }

  private double spread(double mean) {
    return model.form() == LadderForm.POISSON ? mean : mean * model.scale();
  }

  private void difference(double[] one, double[] other) {
    first = 1 - other.length;
    from = new double[one.length + other.length - 1];
    for (int i = 0; i < one.length; i++) {
      for (int j = 0; j < other.length; j++) {
        from[i - j - first] += one[i] * other[j];
      }
    }
  }

  /** From the probability of each result to that of each and all above, which add up to 1. */
  private void addUp() {
    from = Arrays.copyOf(from, from.length + 1);
    for (int i = from.length - 2; i >= 0; i--) {
      from[i] += from[i + 1];
    }
    double total = from[0];
    for (int i = 0; i < from.length; i++) {
      from[i] /= total;
    }
  }

  @Override
  public double z(double threshold) {
    return Points.z(this, threshold);
  }

  @Override
  public double above(double h) {
    double place = Math.floor(h) + 1 - first;
    if (place <= 0) {
      return 1;
    }
    return place >= from.length ? 0 : from[(int) place];
  }
}
