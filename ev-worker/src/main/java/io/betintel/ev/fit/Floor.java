package io.betintel.ev.fit;

import io.betintel.ev.pricing.NormalQuantile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far bookmakers are apart at the same point: no estimate of another point can be better.
 *
 * @param pairs of each two bookmakers at one point, the difference of their probabilities
 * @param others of each bookmaker, how far its quantile is from that of the others' mean
 */
record Floor(List<Double> pairs, List<Double> others) {
  static Floor of(List<QuotedLadder> ladders) {
    List<Double> pairs = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    for (QuotedLadder ladder : ladders) {
      Map<Double, List<Double>> byThreshold = new TreeMap<>();
      for (QuotedPoint point : ladder.points()) {
        if (point.isWhole()) {
          byThreshold
              .computeIfAbsent(point.threshold(), at -> new ArrayList<>())
              .add(point.above());
        }
      }
      byThreshold.values().forEach(same -> add(same, pairs, others));
    }
    return new Floor(pairs, others);
  }

  private static void add(List<Double> same, List<Double> pairs, List<Double> others) {
    double sum = same.stream().mapToDouble(Double::doubleValue).sum();
    for (int i = 0; i < same.size(); i++) {
      for (int j = 0; j < i; j++) {
        pairs.add(Math.abs(same.get(i) - same.get(j)));
      }
      if (same.size() > 1) {
        double mean = (sum - same.get(i)) / (same.size() - 1);
        others.add(Math.abs(NormalQuantile.of(same.get(i)) - NormalQuantile.of(mean)));
      }
    }
  }
}
