package io.betintel.ev.fit;

import io.betintel.ev.ladder.Unevenness;
import io.betintel.ev.pricing.NormalQuantile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far bookmakers are apart at the same point: no estimate of another point can be better.
 *
 * @param pairs of each two bookmakers at one point, the difference of their probabilities
 * @param others of each bookmaker, how far it is from the mean of the others
 */
record Floor(List<Double> pairs, List<FromOthers> others) {
  static Floor of(List<QuotedLadder> ladders) {
    List<Double> pairs = new ArrayList<>();
    List<FromOthers> others = new ArrayList<>();
    for (QuotedLadder ladder : ladders) {
      double farthest = 0;
      Map<Double, List<Double>> byThreshold = new TreeMap<>();
      for (QuotedPoint point : ladder.points()) {
        if (point.isWhole()) {
          farthest = Math.max(farthest, Math.abs(NormalQuantile.of(point.above())));
          byThreshold
              .computeIfAbsent(point.threshold(), at -> new ArrayList<>())
              .add(point.above());
        }
      }
      double most = farthest;
      byThreshold.values().forEach(same -> add(same, most, pairs, others));
    }
    return new Floor(pairs, others);
  }

  private static void add(
      List<Double> same, double farthest, List<Double> pairs, List<FromOthers> others) {
    double sum = same.stream().mapToDouble(Double::doubleValue).sum();
    for (int i = 0; i < same.size(); i++) {
      for (int j = 0; j < i; j++) {
        pairs.add(Math.abs(same.get(i) - same.get(j)));
      }
      if (same.size() > 1) {
        double mean = NormalQuantile.of((sum - same.get(i)) / (same.size() - 1));
        others.add(
            new FromOthers(
                Unevenness.of(mean, farthest), Math.abs(NormalQuantile.of(same.get(i)) - mean)));
      }
    }
  }

  /**
   * @param unevenness of the others' mean
   * @param error how far the bookmaker's quantile is from it
   */
  record FromOthers(double unevenness, double error) {}
}
