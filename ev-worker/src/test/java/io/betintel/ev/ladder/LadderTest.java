package io.betintel.ev.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.ladder.Estimate.NotValued;
import io.betintel.ev.ladder.Estimate.Reason;
import io.betintel.ev.ladder.Estimate.Source;
import io.betintel.ev.ladder.Estimate.Valued;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LadderTest {
  private static final Offset<Double> SIX_PLACES = within(5e-7);

  /** Phi(-0.5) = 0.308538 and Phi(0.2) = 0.579260 in any table of the normal distribution. */
  @Test
  void aPointOfANormalTotalIsCarriedByItsStandardDeviation() {
    Ladder ladder = Ladder.of(Models.normal(10), List.of(new Rung(220.5, 0.5, 1)));

    assertThat(above(ladder, 225.5)).isEqualTo(0.308538, SIX_PLACES);
    assertThat(above(ladder, 218.5)).isEqualTo(0.579260, SIX_PLACES);
  }

  /**
   * With the standard deviation 4 + 0.3 x, the axis is ln(4 + 0.3 x) / 0.3: from 20.5 to 25.5 it is
   * ln(11.65 / 10.15) / 0.3 = 0.459420, and Phi(-0.459420) = 0.322966.
   */
  @Test
  void aScaleMayGrowWithTheLine() {
    Ladder ladder = Ladder.of(Models.growing(4, 0.3), List.of(new Rung(20.5, 0.5, 1)));

    assertThat(above(ladder, 25.5)).isEqualTo(0.322966, within(2e-5));
  }

  /**
   * The Poisson distribution with mean 2.5: P(X <= 1) = 0.287297, P(X <= 2) = 0.543813, P(X <= 3) =
   * 0.757576 (published tables have .2873, .5438, .7576). At 2 the result 2 returns the stake:
   * 0.456187 / (1 - 0.256516) = 0.613580. At 2.25 half of the stake is on 2 and half on 2.5: 2 x
   * 0.456187 / (2 - 0.256516) = 0.523305.
   */
  @Test
  void goalsFollowPoisson() {
    Ladder ladder =
        Ladder.of(
            Models.of(LadderForm.POISSON, 1, Map.of()), List.of(new Rung(2.5, 0.4561868841, 1)));

    assertThat(above(ladder, 1.5)).isEqualTo(0.712703, SIX_PLACES);
    assertThat(above(ladder, 3.5)).isEqualTo(0.242424, SIX_PLACES);
    assertThat(above(ladder, 2)).isEqualTo(0.613580, SIX_PLACES);
    assertThat(above(ladder, 2.25)).isEqualTo(0.523305, SIX_PLACES);
  }

  /**
   * A variance of twice the mean 2 is r = 2 and p = 1/2: P(0) = 1/4, P(1) = 2 / 8, P(2) = 3 / 16.
   */
  @Test
  void countsThatVaryMoreFollowTheNegativeBinomial() {
    Ladder ladder =
        Ladder.of(
            Models.of(LadderForm.NEGATIVE_BINOMIAL, 2, Map.of()), List.of(new Rung(0.5, 0.75, 1)));

    assertThat(above(ladder, 1.5)).isEqualTo(0.5, SIX_PLACES);
    assertThat(above(ladder, 2.5)).isEqualTo(0.3125, SIX_PLACES);
  }

  /**
   * Two teams with one goal each on average: P(draw) = e^-2 I0(2) = 0.308508, so home by more than
   * 0.5 has (1 - 0.308508) / 2. P(by one) = e^-2 I1(2) = 0.215269.
   */
  @Test
  void marginsInGoalsFollowSkellam() {
    Ladder ladder =
        Ladder.of(
            Models.of(LadderForm.SKELLAM, Math.sqrt(2), Map.of()), List.of(new Rung(0, 0.5, 1)));

    assertThat(above(ladder, 0.5)).isEqualTo(0.345746, SIX_PLACES);
    assertThat(above(ladder, 1.5)).isEqualTo(0.345746 - 0.215269, SIX_PLACES);
    assertThat(above(ladder, -0.5)).isEqualTo(1 - 0.345746, SIX_PLACES);
  }

  /**
   * Mean 0 and standard deviation 10: a margin of 3 has Phi(0.35) - Phi(0.25) = 0.636831 - 0.598706
   * = 0.038125, here twice as often. Everything then adds up to 1.076249: above 2.5 there are
   * (0.401294 + 0.038125) / 1.076249, above 3.5 there are 0.363169 / 1.076249.
   */
  @Test
  void keyNumbersHaveTheirFrequency() {
    Ladder ladder =
        Ladder.of(Models.of(LadderForm.NORMAL, 10, Map.of(3, 2.0)), List.of(new Rung(0, 0.5, 1)));

    assertThat(above(ladder, 2.5)).isEqualTo(0.408287, within(2e-6));
    assertThat(above(ladder, 3.5)).isEqualTo(0.337440, within(2e-6));
    assertThat(above(ladder, -3.5)).isEqualTo(1 - 0.337440, within(2e-6));
  }

  @Test
  void whatReferencesQuoteStaysAsItIs() {
    Ladder ladder =
        Ladder.of(Models.normal(10), List.of(new Rung(44.5, 0.55, 2), new Rung(46.5, 0.46, 1)));

    Valued quoted = (Valued) ladder.at(46.5);
    assertThat(quoted.above()).isEqualTo(0.46, within(1e-12));
    assertThat(quoted.source()).isEqualTo(Source.QUOTED);
    assertThat(quoted.distance()).isZero();
    // The error at distance 0 is 0.03 standard deviations; the density at Phi^-1(0.46) is 0.396932.
    assertThat(quoted.standardError()).isEqualTo(0.011908, SIX_PLACES);
    assertThat(quoted.leastAbove()).isEqualTo(0.46 - 2 * 0.011908, within(2e-6));
    assertThat(quoted.leastBelow()).isEqualTo(0.54 - 2 * 0.011908, within(2e-6));
  }

  /** Halfway on the axis is halfway in quantiles: of 0.125661 and -0.100434 that is 0.012614. */
  @Test
  void betweenTwoPointsTheEstimateAgreesWithBoth() {
    Ladder ladder =
        Ladder.of(Models.normal(10), List.of(new Rung(44.5, 0.55, 2), new Rung(46.5, 0.46, 1)));

    Valued between = (Valued) ladder.at(45.5);
    assertThat(between.above()).isEqualTo(0.505032, SIX_PLACES);
    assertThat(between.source()).isEqualTo(Source.INTERPOLATED);
    assertThat(between.distance()).isEqualTo(1);
    assertThat(between.deviations()).isEqualTo(0.1, within(1e-9));
    assertThat(((Valued) ladder.at(48)).source()).isEqualTo(Source.EXTRAPOLATED);
  }

  /** Ten points that fall twice as fast as the model: beyond the last they still do. */
  @Test
  void manyPointsSayTheScaleThemselves() {
    List<Rung> rungs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rungs.add(new Rung(40.5 + i, NormalTable.above((i - 5) / 5.0), 1));
    }
    Ladder ladder = Ladder.of(Models.normal(10), rungs);

    // The next step of 0.2 would be 1.0, of the model's 0.1 it would be 0.9.
    assertThat(above(ladder, 50.5)).isBetween(NormalTable.above(1.0), NormalTable.above(0.97));
  }

  /**
   * Two bookmakers that are even two points apart say nothing of what a point costs: with the
   * standard deviation 10 the points' axis spans 0.2, so the sum of squares is 0.02, and the
   * steepness 0.3 / 0.32 = 0.9375. Two points beyond, Phi(-0.9375 x 0.2) = 0.425634.
   */
  @Test
  void evenPricesHardlyFlattenTheCurve() {
    Ladder ladder =
        Ladder.of(Models.normal(10), List.of(new Rung(44.5, 0.5, 1), new Rung(46.5, 0.5, 1)));

    assertThat(above(ladder, 48.5)).isEqualTo(0.425634, within(2e-5));
    assertThat(above(ladder, 45.5)).isEqualTo(0.5, within(1e-12));
  }

  /**
   * The error at distance 0.1 is 0.037 standard deviations; at Phi^-1(0.460172) = -0.1 half of 0.1
   * comes on top, and the density there is 0.396953: 0.087 x 0.396953. Farther than 0.15 from even
   * nothing more does: at -0.5 of distance 0.5 it is (0.065 + 0.075) x 0.352065.
   */
  @Test
  void anEstimateIsInDoubtAsFarAsItIsUneven() {
    LadderModel model = Models.normal(10).with(2, Models.errors(), 2, 0.5);
    Ladder ladder = Ladder.of(model, List.of(new Rung(44.5, 0.5, 1)));

    assertThat(((Valued) ladder.at(44.5)).standardError()).isEqualTo(0.03 * 0.398942, SIX_PLACES);
    assertThat(((Valued) ladder.at(45.5)).standardError()).isEqualTo(0.034535, SIX_PLACES);
    assertThat(((Valued) ladder.at(49.5)).standardError()).isEqualTo(0.049289, SIX_PLACES);
  }

  /** A point 0.6 from even, an alternate, leaves a quarter: (0.037 + 0.0125) x 0.396953. */
  @Test
  void alternatesSpeakForAnUnevenEstimate() {
    LadderModel model = Models.normal(10).with(2, Models.errors(), 2, 0.5);
    List<Rung> rungs = List.of(new Rung(44.5, 0.5, 1), new Rung(50.5, 0.274253, 1));

    Valued between = (Valued) Ladder.of(model, rungs).at(45.5);
    assertThat(between.above()).isEqualTo(0.460172, within(2e-6));
    assertThat(between.standardError()).isEqualTo(0.019649, within(2e-6));
  }

  /**
   * Three points on the curve but the middle one, which is 0.1 high; the curve counts for one
   * reference. Quantiles 0.2, 0.1 and -0.2 against the curve's 0.2, 0 and -0.2 about their means:
   * the mean is 1/30, the steepness (0.3 + 0.08) / (0.3 + 0.08) = 1, so the fitted line has 0.2333,
   * 0.0333 and -0.1667, and the points become 0.21667, 0.06667 and -0.18333. Halfway to the lower
   * neighbour that is 0.141667 instead of 0.15: Phi(0.141667) = 0.556328. Between points of 0.1 and
   * -0.2 it is -0.058333 instead of -0.05: Phi(-0.058333) = 0.476742.
   */
  @Test
  void aModelMayDrawPointsTowardsTheCurve() {
    List<Rung> rungs =
        List.of(
            new Rung(42.5, 0.579260, 1), new Rung(44.5, 0.539828, 1), new Rung(46.5, 0.420740, 1));
    Ladder ladder = Ladder.of(Models.normal(10).between(1, 0), rungs);

    assertThat(above(ladder, 43.5)).isEqualTo(0.556328, within(2e-6));
    assertThat(above(ladder, 45.5)).isEqualTo(0.476742, within(2e-6));
    assertThat(above(ladder, 44.5)).isEqualTo(0.539828, within(1e-9));
  }

  /**
   * Three references have 0.2 at 42.5, one has -0.2 at 46.5; the model has the standard deviation
   * 10, so the curve falls by 0.4 as they do. At a quarter of its pace 0.1 of that is steady, and
   * the other 0.3 goes by references over distance. At 43.5 the higher point counts 1 / 3 and the
   * lower one 3 / 1, so it has 0.1: 0.2 - 0.025 - 0.03 = 0.145, and Phi(0.145) = 0.557644. At 45.5
   * it is 1 / 1 against 3 / 3, so 0.5: 0.2 - 0.075 - 0.15 = -0.025, and Phi(-0.025) = 0.490028.
   * Straight from one to the other they would be 0.1 and -0.1.
   */
  @Test
  void aModelMayLeanToTheNeighbourWithMoreReferences() {
    List<Rung> rungs = List.of(new Rung(42.5, 0.579260, 3), new Rung(46.5, 0.420740, 1));
    Ladder ladder = Ladder.of(Models.normal(10).between(0, 1), rungs);

    assertThat(above(ladder, 43.5)).isEqualTo(0.557644, within(2e-6));
    assertThat(above(ladder, 45.5)).isEqualTo(0.490028, within(2e-6));
    assertThat(above(ladder, 42.5)).isEqualTo(0.579260, within(1e-9));
  }

  /**
   * Quantiles of 0.05 and 0 fall by less than a quarter of the curve's 0.4, so the way is straight
   * whoever has more references: 0.0375 and 0.0125. With the whole quarter the estimate would rise
   * at first, to 0.0625, above the lower point's.
   */
  @Test
  void leaningNeverMakesALowerOverCostMore() {
    List<Rung> rungs = List.of(new Rung(42.5, 0.519939, 1), new Rung(46.5, 0.5, 9));
    Ladder ladder = Ladder.of(Models.normal(10).between(0, 1), rungs);

    assertThat(above(ladder, 43.5)).isEqualTo(0.514957, within(2e-6));
    assertThat(above(ladder, 45.5)).isEqualTo(0.504987, within(2e-6));
  }

  @Test
  void aThresholdThatIsThereTwiceCountsAsItsMean() {
    Ladder twice =
        Ladder.of(Models.normal(10), List.of(new Rung(44.5, 0.6, 1), new Rung(44.5, 0.4, 1)));

    assertThat(above(twice, 44.5)).isEqualTo(0.5, within(1e-9));
  }

  @Test
  void pointsThatCrossALittleAreDrawnTogether() {
    Ladder ladder =
        Ladder.of(Models.normal(10), List.of(new Rung(45.5, 0.52, 1), new Rung(44.5, 0.5, 1)));

    assertThat(above(ladder, 44.5)).isEqualTo(above(ladder, 45.5)).isBetween(0.5, 0.52);
  }

  @Test
  void whatCannotBeValuedSaysWhy() {
    LadderModel model = Models.normal(10);
    List<Rung> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(new Rung(100 + i, 0.99 - i * 0.0049, 1));
    }

    assertThat(Ladder.of(model, List.of()).at(2)).isEqualTo(new NotValued(Reason.NO_REFERENCE));
    assertThat(Ladder.of(model, many).at(110.5)).isEqualTo(new NotValued(Reason.TOO_MANY_POINTS));
    assertThat(Ladder.of(model, List.of(new Rung(44.5, 0.5, 1))).at(65))
        .isEqualTo(new NotValued(Reason.TOO_FAR));
    assertThat(Ladder.of(model, List.of(new Rung(44.5, 0.2, 1), new Rung(50.5, 0.8, 1))).at(45.5))
        .isEqualTo(new NotValued(Reason.CONTRADICTION));
  }

  @Test
  void aRungHasAProbability() {
    assertThatThrownBy(() -> new Rung(2.5, 1, 1)).hasMessageContaining("above is 1.0");
    assertThatThrownBy(() -> new Rung(Double.NaN, 0.5, 1)).hasMessageContaining("threshold is NaN");
    assertThatThrownBy(() -> new Rung(2.5, 0.5, 0)).hasMessageContaining("books is 0");
  }

  private static double above(Ladder ladder, double threshold) {
    return ((Valued) ladder.at(threshold)).above();
  }

  /** Models for tests: nothing within 4 standard deviations is too far but 2. */
  static final class Models {
    private Models() {}

    static LadderModel normal(double scale) {
      return of(LadderForm.NORMAL, scale, Map.of());
    }

    static LadderModel growing(double scale, double growth) {
      return new LadderModel(LadderForm.NORMAL, scale, growth, new TreeMap<>(), 2, errors(), 2);
    }

    static LadderModel of(LadderForm form, double scale, Map<Integer, Double> keyNumbers) {
      return new LadderModel(form, scale, 0, new TreeMap<>(keyNumbers), 2, errors(), 2);
    }

    static NavigableMap<Double, Double> errors() {
      return new TreeMap<>(Map.of(0.0, 0.03, 1.0, 0.1));
    }
  }

  /** The few values of 1 - Phi(x) that these tests need, from a table. */
  static final class NormalTable {
    private static final Map<Double, Double> ABOVE =
        Map.ofEntries(
            Map.entry(-1.0, 0.841345),
            Map.entry(-0.8, 0.788145),
            Map.entry(-0.6, 0.725747),
            Map.entry(-0.4, 0.655422),
            Map.entry(-0.2, 0.579260),
            Map.entry(0.0, 0.5),
            Map.entry(0.2, 0.420740),
            Map.entry(0.4, 0.344578),
            Map.entry(0.6, 0.274253),
            Map.entry(0.8, 0.211855),
            Map.entry(0.97, 0.166023),
            Map.entry(1.0, 0.158655));

    private NormalTable() {}

    static double above(double x) {
      return ABOVE.get(x);
    }
  }
}
