package io.betintel.ev.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/**
 * A margin that was put on as a method takes it to be comes off again: the truth and the parameter
 * are found, without a solver having told what to expect.
 */
class LoadedMarginTest {
  private static final int TRIES = 200;

  @Provide
  Arbitrary<double[]> truths() {
    return QuotedLines.probabilities();
  }

  @Property(tries = TRIES, seed = "20261101")
  void power(
      @ForAll("truths") double[] truth, @ForAll @DoubleRange(min = 0.9, max = 1.2) double k) {
    assertFound(new Power(), k, truth, p -> StrictMath.pow(p, -1 / k));
  }

  @Property(tries = TRIES, seed = "20261101")
  void oddsRatio(
      @ForAll("truths") double[] truth, @ForAll @DoubleRange(min = 0.7, max = 1.5) double c) {
    assertFound(new OddsRatio(), c, truth, p -> 1 + (1 / p - 1) / c);
  }

  @Property(tries = TRIES, seed = "20261101")
  void probit(
      @ForAll("truths") double[] truth, @ForAll @DoubleRange(min = -0.2, max = 0.2) double c) {
    assertFound(new Probit(), c, truth, p -> 1 / Normal.cumulative(NormalQuantile.of(p) - c));
  }

  /** r = p + step sqrt(1 - r) is u^2 + step u = 1 - p with u = sqrt(1 - r). */
  @Property(tries = TRIES, seed = "20261101")
  void gotoConversion(
      @ForAll("truths") double[] truth, @ForAll @DoubleRange(min = 0, max = 0.01) double step) {
    assertFound(
        new Goto(),
        step,
        truth,
        p -> {
          double u = (Math.sqrt(step * step + 4 * (1 - p)) - step) / 2;
          return 1 / (1 - u * u);
        });
  }

  /** Shin (1993), equation 5: r = sqrt(z p + (1 - z) p^2) times the sum of all such roots. */
  @Property(tries = TRIES, seed = "20261101")
  void shin(@ForAll("truths") double[] truth, @ForAll @DoubleRange(min = 0, max = 0.2) double z) {
    DoubleUnaryOperator root = p -> Math.sqrt(z * p + (1 - z) * p * p);
    double sum = Arrays.stream(truth).map(root).sum();
    assertFound(new Shin(), z, truth, p -> 1 / (root.applyAsDouble(p) * sum));
  }

  private static void assertFound(
      MarginMethod method, double parameter, double[] truth, DoubleUnaryOperator odds) {
    double[] line = Arrays.stream(truth).map(odds).toArray();
    Assume.that(Odds.lowest(line) > 1);
    Removal.Fair fair = (Removal.Fair) method.remove(line);

    assertThat(fair.parameter().orElseThrow()).isCloseTo(parameter, within(1e-11));
    for (int i = 0; i < truth.length; i++) {
      assertThat(fair.probability(i)).isCloseTo(truth[i], within(1e-12));
    }
  }
}
