package io.betintel.ev.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The ways of removing a bookmaker's margin, each by its formula. r is an inverse price. */
final class Devig {
  static final List<String> METHODS =
      List.of("multiplicative", "additive", "power", "odds_ratio", "shin", "probit", "goto");

  private Devig() {}

  /**
   * @param odds of all outcomes of a line
   * @return their probabilities; null if the method leaves one of them nothing
   */
  static double[] by(String method, double[] odds) {
    double[] probabilities = unchecked(method, Arrays.stream(odds).map(o -> 1 / o).toArray());
    return Arrays.stream(probabilities).allMatch(p -> p > 0) ? probabilities : null;
  }

  /** Per outcome the least of multiplicative, additive, power and Shin, at least 0. */
  static double[] worstCase(double[] odds) {
    double[] r = Arrays.stream(odds).map(o -> 1 / o).toArray();
    double[] least = each(r, x -> Double.MAX_VALUE);
    for (String method : List.of("multiplicative", "additive", "power", "shin")) {
      double[] probabilities = unchecked(method, r);
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.max(0, Math.min(least[i], probabilities[i]));
      }
    }
    return least;
  }

  private static double[] unchecked(String method, double[] r) {
    double sum = Arrays.stream(r).sum();
    int n = r.length;
    return switch (method) {
      case "multiplicative" -> each(r, x -> x / sum);
      case "additive" -> each(r, x -> x - (sum - 1) / n);
      case "power" -> {
        double k = Bisection.falling(0.001, 1_000, e -> total(r, x -> Math.pow(x, e)) - 1);
        yield each(r, x -> Math.pow(x, k));
      }
      case "odds_ratio" -> {
        double c = Bisection.falling(1e-6, 1e6, e -> total(r, x -> x / (e + x - e * x)) - 1);
        yield each(r, x -> x / (c + x - c * x));
      }
      case "shin" -> {
        double z = Bisection.falling(-1, 1 - 1e-12, e -> total(r, x -> shin(x, e, sum)) - 1);
        yield each(r, x -> shin(x, z, sum));
      }
      case "probit" -> {
        double[] scores = each(r, StandardNormal::quantile);
        double c =
            Bisection.rising(-7, 7, e -> total(scores, x -> StandardNormal.below(x + e)) - 1);
        yield each(scores, x -> StandardNormal.below(x + c));
      }
      case "goto" -> {
        double step = (sum - 1) / total(r, x -> Math.sqrt(1 - x));
        yield each(r, x -> x - step * Math.sqrt(1 - x));
      }
      default -> throw new IllegalArgumentException(method);
    };
  }

  private static double shin(double r, double z, double sum) {
    return (Math.sqrt(z * z + 4 * (1 - z) * r * r / sum) - z) / (2 * (1 - z));
  }

  private static double total(double[] values, DoubleUnaryOperator function) {
    return Arrays.stream(values).map(function).sum();
  }

  private static double[] each(double[] values, DoubleUnaryOperator function) {
    return Arrays.stream(values).map(function).toArray();
  }
}
