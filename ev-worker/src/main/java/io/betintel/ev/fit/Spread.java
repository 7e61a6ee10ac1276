package io.betintel.ev.fit;

import java.util.List;

/**
 * Differences of probabilities.
 *
 * @param count how many
 * @param median NaN if there are none
 * @param ninety the 90th percentile; NaN if there are none
 */
public record Spread(int count, double median, double ninety) {
  static Spread of(List<Double> sample) {
    Quantiles quantiles = new Quantiles(sample);
    return new Spread(quantiles.size(), quantiles.median(), quantiles.at(0.9));
  }
}
