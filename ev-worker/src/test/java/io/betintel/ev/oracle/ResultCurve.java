package io.betintel.ev.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A distribution of the result at some place, as quantiles of bets above a threshold. */
final class ResultCurve {
  private static final int MOST = 1_200;

  private final LadderRules rules;

  /** The place of a normal distribution, the mean of counts. */
  private final double place;

  /** The probability of each whole result; null for a normal distribution without key numbers. */
  private final SortedMap<Integer, Double> results;

  ResultCurve(LadderRules rules, double place) {
    this.rules = rules;
    this.place = place;
    boolean plain = rules.form().equals("normal") && rules.keyNumbers().isEmpty();
    this.results = plain ? null : results();
  }

  /** Where the weighted mean of the points' quantiles is that of the curve's. */
  static ResultCurve through(LadderRules rules, List<double[]> points) {
    double low = -MOST;
    double high = MOST;
    if (rules.form().equals("skellam")) {
      high = rules.scale() * rules.scale() - 1e-3;
      low = -high;
    } else if (!rules.form().equals("normal")) {
      low = 1e-3;
      high = 300;
    }
    double place =
        Bisection.rising(
            low,
            high,
            at -> {
              ResultCurve curve = new ResultCurve(rules, at);
              return points.stream()
                  .mapToDouble(point -> point[2] * (curve.z(point[0]) - point[1]))
                  .sum();
            });
    return new ResultCurve(rules, place);
  }

  /** Of the probability to be above, given that the stake is not returned. */
  double z(double threshold) {
    if (results == null) {
      return place - axis(threshold);
    }
    double above = above(threshold);
    double share = Math.min(Math.max(above, 1e-12), 1 - 1e-12);
    return share > 0.5 ? -StandardNormal.quantile(1 - share) : StandardNormal.quantile(share);
  }

  /** 1 over fair odds: a quarter point is half a bet at each of the points beside it. */
  private double above(double threshold) {
    double quarters = threshold * 4;
    if (quarters != Math.rint(quarters) || threshold % 1 == 0.5 || threshold % 1 == -0.5) {
      return more(threshold);
    }
    if (threshold == Math.rint(threshold)) {
      return more(threshold) / (1 - at(threshold));
    }
    double whole = Math.rint(threshold);
    double half = 2 * threshold - whole;
    return (more(whole) + more(half)) / (2 - at(whole));
  }

  private double more(double than) {
    return results.entrySet().stream()
        .filter(result -> result.getKey() > than)
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private double at(double result) {
    return results.getOrDefault((int) result, 0.0);
  }

  /** Stretched so that the standard deviation, scale + growth x, is 1 everywhere. */
  private double axis(double x) {
    if (rules.growth() == 0) {
      return x / rules.scale();
    }
    double least = rules.scale() / 100;
    double deviation = rules.scale() + rules.growth() * x;
    return deviation > least
        ? Math.log(deviation) / rules.growth()
        : Math.log(least) / rules.growth() + (deviation - least) / (rules.growth() * least);
  }

  private SortedMap<Integer, Double> results() {
    SortedMap<Integer, Double> all =
        switch (rules.form()) {
          case "poisson" -> counts(poisson(place));
          case "negative_binomial" -> counts(negativeBinomial(place, rules.scale()));
          case "skellam" -> {
            double both = rules.scale() * rules.scale();
            yield difference(poisson((both + place) / 2), poisson((both - place) / 2));
          }
          default -> normal();
        };
    all.replaceAll(
        (result, share) -> share * rules.keyNumbers().getOrDefault(Math.abs(result), 1.0));
    double total = all.values().stream().mapToDouble(Double::doubleValue).sum();
    all.replaceAll((result, share) -> share / total);
    return all;
  }

  private SortedMap<Integer, Double> normal() {
    SortedMap<Integer, Double> all = new TreeMap<>();
    int middle = (int) Math.rint(place);
    int far = (int) (8 * rules.scale()) + 1;
    for (int x = middle - far; x <= middle + far; x++) {
      all.put(x, share((x - 0.5 - place) / rules.scale(), (x + 0.5 - place) / rules.scale()));
    }
    return all;
  }

  private static double share(double from, double to) {
    double low = Math.max(-7, Math.min(7, from));
    double high = Math.max(-7, Math.min(7, to));
    return low > 0
        ? StandardNormal.below(-low) - StandardNormal.below(-high)
        : StandardNormal.below(high) - StandardNormal.below(low);
  }

  private static SortedMap<Integer, Double> counts(double[] shares) {
    SortedMap<Integer, Double> all = new TreeMap<>();
    for (int count = 0; count < shares.length; count++) {
      all.put(count, shares[count]);
    }
    return all;
  }

  private static SortedMap<Integer, Double> difference(double[] one, double[] other) {
    SortedMap<Integer, Double> all = new TreeMap<>();
    for (int i = 0; i < one.length; i++) {
      for (int j = 0; j < other.length; j++) {
        all.merge(i - j, one[i] * other[j], Double::sum);
      }
    }
    return all;
  }

  /** e^-m m^k / k!, as far as it is anything. */
  private static double[] poisson(double mean) {
    double[] shares = new double[(int) (mean + 10 * Math.sqrt(mean)) + 20];
    shares[0] = Math.exp(-mean);
    for (int k = 1; k < shares.length; k++) {
      shares[k] = shares[k - 1] * mean / k;
    }
    return shares;
  }

  /** Failures before r successes, with the variance {@code times} the mean. */
  private static double[] negativeBinomial(double mean, double times) {
    double success = 1 / times;
    double r = mean * success / (1 - success);
    double[] shares = new double[(int) (mean + 10 * Math.sqrt(mean * times)) + 20];
    Arrays.fill(shares, 0);
    shares[0] = Math.pow(success, r);
    for (int k = 1; k < shares.length; k++) {
      shares[k] = shares[k - 1] * (1 - success) * (r + k - 1) / k;
    }
    return shares;
  }
}
