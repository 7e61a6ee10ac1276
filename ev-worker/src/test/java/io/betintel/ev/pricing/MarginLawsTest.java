package io.betintel.ev.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds for every method on every line of the domain. */
class MarginLawsTest {
  private static final double EXACT = 1e-12;

  /** Each on every method; twenty times as many found nothing more. */
  private static final int TRIES = 200;

  @Provide
  Arbitrary<double[]> lines() {
    return QuotedLines.odds();
  }

  @Provide
  Arbitrary<double[]> truths() {
    return QuotedLines.probabilities();
  }

  @Property(tries = TRIES, seed = "20261101")
  void probabilitiesAddUpToOneAndLieBetween(@ForAll("lines") double[] odds) {
    for (MarginMethod method : MarginMethod.ALL) {
      fair(method, odds)
          .ifPresent(
              fair -> {
                assertThat(QuotedLines.sum(fair))
                    .as(method.method().label())
                    .isCloseTo(1, within(EXACT));
                assertThat(Arrays.stream(fair).boxed())
                    .as(method.method().label())
                    .allMatch(p -> p > 0 && p < 1);
              });
    }
  }

  @Property(tries = TRIES, seed = "20261101")
  void onlyAdditiveAndGotoMayLeaveAnOutcomeNothing(@ForAll("lines") double[] odds) {
    for (MarginMethod method : MarginMethod.ALL) {
      if (method.remove(odds) instanceof Removal.NotPositive notPositive) {
        assertThat(method.method()).isIn(Method.ADDITIVE, Method.GOTO);
        assertThat(method.method().alwaysPositive()).isFalse();
        assertThat(notPositive.probability()).isNotPositive();
        assertThat(odds[notPositive.outcome()]).isEqualTo(Odds.highest(odds));
      }
    }
  }

  @Property(tries = TRIES, seed = "20261101")
  void longerOddsAreNeverMoreProbable(@ForAll("lines") double[] odds) {
    for (MarginMethod method : MarginMethod.ALL) {
      fair(method, odds)
          .ifPresent(
              fair -> {
                for (int i = 1; i < odds.length; i++) {
                  assertThat(Math.signum(fair[i] - fair[i - 1]))
                      .as(method.method().label())
                      .isEqualTo(-Math.signum(odds[i] - odds[i - 1]));
                }
              });
    }
  }

  /**
   * To 1e-12, not to the bit: numbers added up in another order are rounded otherwise. So an
   * outcome that gets nothing in one order may get as little as that in another.
   */
  @Property(tries = TRIES, seed = "20261101")
  void theOrderOfOutcomesDoesNotMatter(@ForAll("lines") double[] odds, @ForAll Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, odds.length).boxed().toList());
    Collections.shuffle(order, random);
    double[] shuffled = order.stream().mapToDouble(i -> odds[i]).toArray();
    for (MarginMethod method : MarginMethod.ALL) {
      Optional<double[]> fair = fair(method, odds);
      Optional<double[]> other = fair(method, shuffled);
      if (other.isPresent() != fair.isPresent()) {
        double least = Arrays.stream(fair.or(() -> other).orElseThrow()).min().orElseThrow();
        assertThat(least).as(method.method().label()).isCloseTo(0, within(EXACT));
        continue;
      }
      for (int i = 0; fair.isPresent() && i < odds.length; i++) {
        assertThat(other.get()[i])
            .as(method.method().label())
            .isCloseTo(fair.get()[order.get(i)], within(EXACT));
      }
    }
  }

  @Example
  void anOutcomeOnTheBrinkOfNothingStaysThereInAnyOrder() {
    double[] odds = new double[10];
    Arrays.fill(
        odds, 426.52505903790046); // found by chance: additive or goto leaves 1000.0 about 0
    odds[7] = 401.72046048418014;
    odds[8] = 1.01;
    odds[9] = 1000.0;
    for (long seed = 0; seed < 24; seed++) {
      theOrderOfOutcomesDoesNotMatter(odds, new Random(seed));
    }
  }

  @Property(tries = TRIES, seed = "20261101")
  void equalOddsAreEquallyProbable(
      @ForAll @IntRange(min = 2, max = QuotedLines.MOST_OUTCOMES) int outcomes,
      @ForAll @DoubleRange(min = -0.3, max = 0.4) double overround) {
    double[] odds = new double[outcomes];
    Arrays.fill(odds, outcomes / (1 + overround));
    Assume.that(odds[0] > 1);
    double[] equal = new double[outcomes];
    Arrays.fill(equal, 1.0 / outcomes);
    for (MarginMethod method : MarginMethod.ALL) {
      assertThat(fair(method, odds).orElseThrow())
          .as(method.method().label())
          .containsExactly(equal, within(EXACT));
    }
  }

  @Property(tries = TRIES, seed = "20261101")
  void withoutMarginTheOddsAreFair(@ForAll("truths") double[] truth) {
    double[] odds = Arrays.stream(truth).map(p -> 1 / p).toArray();
    for (MarginMethod method : MarginMethod.ALL) {
      assertThat(fair(method, odds).orElseThrow())
          .as(method.method().label())
          .containsExactly(truth, within(EXACT));
    }
  }

  /**
   * A margin in proportion to the probabilities, r = (1 + m) truth: multiplicative gives the truth
   * whatever m is. Every other method takes it that long shots carry more, so that the larger m is
   * the more it gives to the favourite and the less to the longest shot.
   */
  @Property(tries = TRIES, seed = "20261101")
  void aLargerMarginMovesMoreFromTheLongShotToTheFavourite(
      @ForAll("truths") double[] truth,
      @ForAll @DoubleRange(min = -0.3, max = 0.4) double one,
      @ForAll @DoubleRange(min = -0.3, max = 0.4) double other) {
    double[] less = loaded(truth, Math.min(one, other));
    double[] more = loaded(truth, Math.max(one, other));
    Assume.that(Odds.lowest(more) > 1);
    int favourite = place(truth, Arrays.stream(truth).max().orElseThrow());
    int longShot = place(truth, Arrays.stream(truth).min().orElseThrow());
    for (MarginMethod method : MarginMethod.ALL) {
      Optional<double[]> before = fair(method, less);
      Optional<double[]> after = fair(method, more);
      if (before.isPresent() && after.isPresent()) {
        double gain = after.get()[favourite] - before.get()[favourite];
        double loss = after.get()[longShot] - before.get()[longShot];
        if (method instanceof Multiplicative) {
          assertThat(gain).isCloseTo(0, within(EXACT));
          assertThat(loss).isCloseTo(0, within(EXACT));
        } else {
          assertThat(gain).as(method.method().label()).isGreaterThan(-EXACT);
          assertThat(loss).as(method.method().label()).isLessThan(EXACT);
        }
      }
    }
  }

  /**
   * The margin on one outcome alone: what it loses the others gain. With Shin's method one of the
   * others can lose too, since the same prices then tell of fewer or more who know the result.
   */
  @Property(tries = TRIES, seed = "20261101")
  void aLongerPriceLowersItsOutcomeAndRaisesTheOthers(
      @ForAll("lines") double[] odds, @ForAll @DoubleRange(min = 1.01, max = 1.2) double factor) {
    double[] longer = odds.clone();
    longer[0] *= factor;
    for (MarginMethod method : MarginMethod.ALL) {
      Optional<double[]> before = fair(method, odds);
      Optional<double[]> after = fair(method, longer);
      if (before.isPresent() && after.isPresent()) {
        assertThat(after.get()[0]).as(method.method().label()).isLessThan(before.get()[0] + EXACT);
        for (int i = 1; i < odds.length && !(method instanceof Shin); i++) {
          assertThat(after.get()[i])
              .as(method.method().label())
              .isGreaterThan(before.get()[i] - EXACT);
        }
      }
    }
  }

  @Property(tries = TRIES, seed = "20261101")
  void twoOutcomesAreTheSameForShinAndAdditive(@ForAll("lines") double[] odds) {
    double[] two = {odds[0], odds[1]};
    double[] shin = fair(new Shin(), two).orElseThrow();
    double half = Overround.of(two) / 2;
    assertThat(shin[0]).isCloseTo(1 / two[0] - half, within(EXACT));
    assertThat(shin[1]).isCloseTo(1 / two[1] - half, within(EXACT));
  }

  @Property(tries = TRIES, seed = "20261101")
  void theWorstCaseIsNoMoreThanAnyOfItsMethods(@ForAll("lines") double[] odds) {
    double[] worst = WorstCase.of(odds);
    for (MarginMethod method :
        List.of(new Multiplicative(), new Additive(), new Power(), new Shin())) {
      Optional<double[]> fair = fair(method, odds);
      for (int i = 0; i < odds.length; i++) {
        assertThat(worst[i]).isNotNegative();
        if (fair.isPresent()) {
          assertThat(worst[i]).isLessThanOrEqualTo(fair.get()[i]);
        } else {
          assertThat(worst[i]).isLessThan(1 / odds[i]);
        }
      }
    }
    assertThat(QuotedLines.sum(worst)).isLessThan(1 + EXACT);
  }

  private static double[] loaded(double[] truth, double margin) {
    return Arrays.stream(truth).map(p -> 1 / ((1 + margin) * p)).toArray();
  }

  private static int place(double[] numbers, double number) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == number) {
        return i;
      }
    }
    throw new IllegalArgumentException("not there: " + number);
  }

  private static Optional<double[]> fair(MarginMethod method, double[] odds) {
    return method.remove(odds) instanceof Removal.Fair fair
        ? Optional.of(fair.probabilities().stream().mapToDouble(Double::doubleValue).toArray())
        : Optional.empty();
  }
}
