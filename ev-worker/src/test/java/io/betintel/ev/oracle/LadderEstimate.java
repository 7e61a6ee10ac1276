package io.betintel.ev.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** What some references' points say of one threshold. */
final class LadderEstimate {
  /** Null if there is a price. */
  final String notPriced;

  final double above;
  final double distance;
  final double error;
  final String source;
  final SortedSet<String> references;
  private final double tail;

  /** Of both sides, where they do not follow from error and tail; else null. */
  private final double[] leasts;

  /** A point: what the threshold is, the probability to be above, and who says so. */
  record Point(double threshold, double above, List<String> books) {}

  private LadderEstimate(String reason) {
    this(reason, Double.NaN, Double.NaN, Double.NaN, null, new TreeSet<>(), Double.NaN, null);
  }

  private LadderEstimate(
      String notPriced,
      double above,
      double distance,
      double error,
      String source,
      SortedSet<String> references,
      double tail,
      double[] leasts) {
    this.leasts = leasts;
    this.notPriced = notPriced;
    this.above = above;
    this.distance = distance;
    this.error = error;
    this.source = source;
    this.references = references;
    this.tail = tail;
  }

  /** By references that quote one side alone. */
  static LadderEstimate oneSided(
      double above,
      double error,
      double leastAbove,
      double leastBelow,
      SortedSet<String> references) {
    double p = above <= 0.5 ? rounded(above) : 1 - rounded(1 - above);
    double[] leasts = {
      Math.min(p, leastAbove > 0 ? rounded(leastAbove) : 0),
      Math.min(1 - p, leastBelow > 0 ? rounded(leastBelow) : 0)
    };
    return new LadderEstimate(
        null, p, 0, rounded(error), "one_sided", references, Double.NaN, leasts);
  }

  boolean isOneSided() {
    return leasts != null;
  }

  double probability(int side) {
    return side == 0 ? above : 1 - above;
  }

  double least(int side) {
    return leasts != null ? leasts[side] : Math.max(0, probability(side) - tail * error);
  }

  /**
   * @param rules null if the sport has none
   * @param curves the curve through points that were drawn together
   */
  static LadderEstimate of(
      LadderRules rules,
      List<Point> points,
      double threshold,
      Function<List<double[]>, ResultCurve> curves) {
    if (points.isEmpty() || rules == null || points.size() > 128) {
      return new LadderEstimate(
          points.isEmpty()
              ? "no_reference"
              : rules == null ? "ladder_no_model" : "ladder_too_long");
    }
    List<double[]> merged = merged(points);
    if (fall(merged) > 0.4) {
      return new LadderEstimate("ladder_contradiction");
    }
    SortedSet<String> references = new TreeSet<>();
    points.forEach(point -> references.addAll(point.books()));
    ResultCurve curve = curves.apply(merged);
    double[] below = null;
    double[] beyond = null;
    for (double[] point : merged) {
      if (Math.abs(point[0] - threshold) < 1e-9) {
        return valued(rules, point[1], 0, error(rules, merged, 0, point[1]), "quoted", references);
      }
      below = point[0] < threshold ? point : below;
      beyond = beyond == null && point[0] > threshold ? point : beyond;
    }
    double own = curve.z(threshold);
    double low = below == null ? Double.POSITIVE_INFINITY : curve.z(below[0]) - own;
    double high = beyond == null ? Double.POSITIVE_INFINITY : own - curve.z(beyond[0]);
    double far = Math.min(low, high);
    if (far > rules.distanceLimit()) {
      return new LadderEstimate("ladder_too_far");
    }
    double distance =
        Math.min(
            below == null ? Double.POSITIVE_INFINITY : threshold - below[0],
            beyond == null ? Double.POSITIVE_INFINITY : beyond[0] - threshold);
    if (below != null && beyond != null) {
      List<double[]> drawn = drawn(curve, merged, rules.smoothing());
      double lower = drawn.get(merged.indexOf(below))[1];
      double higher = drawn.get(merged.indexOf(beyond))[1];
      double z = between(rules.leaning(), lower, higher, below[2], beyond[2], low, high);
      z = z > below[1] ? below[1] : z < beyond[1] ? beyond[1] : z;
      return valued(rules, z, distance, error(rules, merged, far, z), "interpolated", references);
    }
    double steepness = steepness(curve, merged);
    double z = below == null ? beyond[1] + steepness * high : below[1] - steepness * low;
    return valued(rules, z, distance, error(rules, merged, far, z), "extrapolated", references);
  }

  /** What is uneven counts whole beside points within 0.25 of even, a quarter beyond 0.5. */
  private static double error(LadderRules rules, List<double[]> points, double far, double z) {
    double most = points.stream().mapToDouble(point -> Math.abs(point[1])).max().orElseThrow();
    double counts = most < 0.25 ? 1 : most > 0.5 ? 0.25 : 1 - 3 * (most - 0.25);
    return rules.error(far) + rules.uneven() * counts * Math.min(0.15, Math.abs(z));
  }

  /**
   * The mean of what both neighbours say, weighted by their references' power over their distance.
   * Each says its quantile carried to the point at a quarter of the curve's slope, or at the slope
   * of the line through both if that is flatter.
   */
  private static double between(
      double power,
      double lower,
      double higher,
      double ones,
      double others,
      double low,
      double high) {
    double slope = power == 0 ? 0 : Math.min(0.25, (lower - higher) / (low + high));
    double one = Math.pow(ones, power) / low;
    double other = Math.pow(others, power) / high;
    return (one * (lower - slope * low) + other * (higher + slope * high)) / (one + other);
  }

  /** Each point's weighted mean with the curve, which counts for so many references; falling. */
  private static List<double[]> drawn(ResultCurve curve, List<double[]> points, double by) {
    if (by == 0) {
      return points;
    }
    double total = points.stream().mapToDouble(point -> point[2]).sum();
    double middle = points.stream().mapToDouble(p -> p[2] * curve.z(p[0])).sum() / total;
    double z = points.stream().mapToDouble(p -> p[2] * p[1]).sum() / total;
    double steepness = steepness(curve, points);
    List<double[]> drawn = new ArrayList<>();
    for (double[] point : points) {
      double own = z + steepness * (curve.z(point[0]) - middle);
      double mean = (point[2] * point[1] + by * own) / (point[2] + by);
      drawn.add(new double[] {point[0], mean, point[2]});
    }
    fall(drawn);
    return drawn;
  }

  /** The smaller probability and the error keep 12 binary digits behind the first. */
  private static LadderEstimate valued(
      LadderRules rules,
      double z,
      double distance,
      double error,
      String source,
      SortedSet<String> references) {
    double smaller = rounded(StandardNormal.below(-Math.abs(z)));
    double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    return new LadderEstimate(
        null,
        z <= 0 ? smaller : 1 - smaller,
        distance,
        rounded(error * density),
        source,
        references,
        rules.tail(),
        null);
  }

  static double rounded(double part) {
    double unit = 1;
    while (unit > part) {
      unit /= 2;
    }
    return Math.rint(part / unit * 4096) / 4096 * unit;
  }

  /** Threshold, quantile and weight of each point, rising; of one threshold the weighted mean. */
  private static List<double[]> merged(List<Point> points) {
    List<double[]> merged = new ArrayList<>();
    for (Point point : points) {
      double z =
          point.above() > 0.5
              ? -StandardNormal.quantile(1 - point.above())
              : StandardNormal.quantile(point.above());
      int books = point.books().size();
      double[] same =
          merged.stream()
              .filter(each -> Math.abs(each[0] - point.threshold()) < 1e-9)
              .findFirst()
              .orElse(null);
      if (same == null) {
        merged.add(new double[] {point.threshold(), z, books});
      } else {
        same[1] = (same[1] * same[2] + z * books) / (same[2] + books);
        same[2] += books;
      }
    }
    merged.sort(Comparator.comparingDouble(point -> point[0]));
    return merged;
  }

  /** Pools neighbours that rise until none does; returns the farthest that one was moved. */
  private static double fall(List<double[]> points) {
    List<List<double[]>> pools = new ArrayList<>();
    for (double[] point : points) {
      pools.add(new ArrayList<>(List.of(point)));
      while (pools.size() > 1
          && mean(pools.get(pools.size() - 2)) < mean(pools.get(pools.size() - 1))) {
        pools.get(pools.size() - 2).addAll(pools.remove(pools.size() - 1));
      }
    }
    double moved = 0;
    for (List<double[]> pool : pools) {
      double mean = mean(pool);
      for (double[] point : pool) {
        moved = Math.max(moved, Math.abs(point[1] - mean));
      }
      pool.forEach(point -> point[1] = mean);
    }
    return moved;
  }

  private static double mean(List<double[]> points) {
    double sum = points.stream().mapToDouble(point -> point[1] * point[2]).sum();
    return sum / points.stream().mapToDouble(point -> point[2]).sum();
  }

  /** The points' slope against the curve's, drawn to 1 as 0.3 of squares would. */
  private static double steepness(ResultCurve curve, List<double[]> points) {
    double total = points.stream().mapToDouble(point -> point[2]).sum();
    double middle = points.stream().mapToDouble(p -> p[2] * curve.z(p[0])).sum() / total;
    double z = points.stream().mapToDouble(p -> p[2] * p[1]).sum() / total;
    double both = 0.3;
    double own = 0.3;
    for (double[] point : points) {
      double from = curve.z(point[0]) - middle;
      both += point[2] * from * (point[1] - z);
      own += point[2] * from * from;
    }
    return Math.min(Math.max(both / own, 0.3), 1.7);
  }
}
