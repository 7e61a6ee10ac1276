package io.betintel.ev.ladder;

import io.betintel.ev.bettype.LadderModel;

/** A distribution of the result that can be moved up and down. Mutable, for one thread. */
interface Curve {
  /** The curve of a model, at no place yet. */
  static Curve of(LadderModel model) {
    return switch (model.form()) {
      case NORMAL ->
          model.keyNumbers().isEmpty() ? new NormalCurve(model) : new KeyNumberCurve(model);
      case POISSON, NEGATIVE_BINOMIAL, SKELLAM -> new LatticeCurve(model);
    };
  }

  /**
   * Moves the curve to where it meets the points on average.
   *
   * @param thresholds rising
   * @param z the quantile of each point's probability to be above, under the standard normal
   * @param weights above 0
   * @param count how many of each are used, at least 1
   */
  void meet(double[] thresholds, double[] z, double[] weights, int count);

  /**
   * The quantile of the probability to be above the threshold, given that the stake is not
   * returned; falls as the threshold rises. Finite.
   */
  double z(double threshold);
}
