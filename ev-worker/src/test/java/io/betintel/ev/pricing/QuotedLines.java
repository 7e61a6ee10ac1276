package io.betintel.ev.pricing;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Lines as bookmakers make them and worse: 2 to 40 outcomes at 1.01 to 1000, with a margin of -30 %
 * to +40 %.
 */
final class QuotedLines {
  static final int MOST_OUTCOMES = 40;

  private static final double LOWEST = 1.01;
  private static final double HIGHEST = 1000;

  private QuotedLines() {}

  /** The odds of any line. */
  static Arbitrary<double[]> odds() {
    return Arbitraries.frequencyOf(Tuple.of(4, spread()), Tuple.of(1, extremes()))
        .filter(QuotedLines::inTheDomain);
  }

  /** Probabilities that add up to 1, none below 1/1000. */
  static Arbitrary<double[]> probabilities() {
    return chances().map(chances -> shares(chances, 1));
  }

  static double sum(double[] numbers) {
    return Arrays.stream(numbers).sum();
  }

  private static Arbitrary<double[]> spread() {
    return Combinators.combine(chances(), margins(), Arbitraries.of(true, false))
        .as((chances, margin, toCents) -> odds(shares(chances, 1 + margin), toCents));
  }

  /** 1.01 and 1000 in one line; what is left of the margin goes to the others. */
  private static Arbitrary<double[]> extremes() {
    return Combinators.combine(chances(), margins(), Arbitraries.of(true, false))
        .as(
            (chances, margin, toCents) -> {
              double left = 1 + Math.abs(margin) - 1 / LOWEST - 1 / HIGHEST;
              double[] others = odds(shares(chances, left), toCents);
              double[] odds = Arrays.copyOf(others, Math.min(others.length + 2, MOST_OUTCOMES));
              odds[odds.length - 2] = LOWEST;
              odds[odds.length - 1] = HIGHEST;
              return odds;
            });
  }

  private static Arbitrary<List<Double>> chances() {
    return Arbitraries.doubles().between(0, 1).list().ofMinSize(2).ofMaxSize(MOST_OUTCOMES);
  }

  private static Arbitrary<Double> margins() {
    return Arbitraries.doubles().between(-0.3, 0.4);
  }

  /** From 1 to 400 on a logarithmic scale, so that there are favourites and long shots. */
  private static double[] shares(List<Double> chances, double sum) {
    double[] weights = chances.stream().mapToDouble(c -> StrictMath.pow(400, c)).toArray();
    double all = sum(weights);
    return Arrays.stream(weights).map(weight -> sum * weight / all).toArray();
  }

  private static double[] odds(double[] shares, boolean toCents) {
    return Arrays.stream(shares)
        .map(share -> toCents ? Math.rint(100 / share) / 100 : 1 / share)
        .toArray();
  }

  private static boolean inTheDomain(double[] odds) {
    double overround = Overround.of(odds);
    return overround >= -0.3
        && overround <= 0.4
        && Arrays.stream(odds).allMatch(price -> price >= LOWEST && price <= HIGHEST);
  }
}
