package io.betintel.ev.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.ladder.Estimate.NotValued;
import io.betintel.ev.ladder.Estimate.Valued;
import io.betintel.ev.ladder.LadderTest.Models;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every ladder, however malformed. */
class LadderLawsTest {
  private static final double ROUNDING = 1e-9;

  @Property(tries = 500, seed = "20261129")
  void aLowerOverNeverCostsMoreThanAHigherOne(
      @ForAll("models") LadderModel model, @ForAll("ladders") List<Rung> rungs) {
    Ladder ladder = Ladder.of(model, rungs);
    double before = 1;
    for (double threshold = -12; threshold <= 40; threshold += 0.25) {
      if (ladder.at(threshold) instanceof Valued valued) {
        assertThat(valued.above()).as("above %s", threshold).isLessThanOrEqualTo(before + ROUNDING);
        before = valued.above();
      }
    }
  }

  @Property(tries = 500, seed = "20261129")
  void everyEstimateIsAProbabilityWithAnErrorOrAReason(
      @ForAll("models") LadderModel model, @ForAll("wild") List<Rung> rungs) {
    Ladder ladder = Ladder.of(model, rungs);
    List<Double> thresholds = new ArrayList<>(List.of(-1e300, -7.3, 0.0, 2.5, 1e9, 1e300));
    rungs.forEach(rung -> thresholds.add(rung.threshold()));
    for (double threshold : thresholds) {
      Estimate estimate = ladder.at(threshold);
      if (estimate instanceof Valued valued) {
        assertThat(valued.above()).isBetween(0.0, 1.0);
        assertThat(valued.standardError()).isBetween(0.0, 4.0);
        assertThat(valued.deviations()).isBetween(0.0, model.distanceLimit());
        assertThat(valued.distance()).isNotNegative();
      } else {
        assertThat(((NotValued) estimate).reason()).isNotNull();
      }
    }
  }

  @Property(tries = 200, seed = "20261129")
  void theOrderOfThePointsDoesNotMatter(
      @ForAll("models") LadderModel model, @ForAll("ladders") List<Rung> rungs, @ForAll long seed) {
    List<Rung> distinct = new ArrayList<>();
    rungs.forEach(
        rung -> {
          if (distinct.stream().noneMatch(other -> other.threshold() == rung.threshold())) {
            distinct.add(rung);
          }
        });
    List<Rung> shuffled = new ArrayList<>(distinct);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(Ladder.of(model, shuffled).at(3.75)).isEqualTo(Ladder.of(model, distinct).at(3.75));
  }

  @Provide
  Arbitrary<LadderModel> models() {
    return Arbitraries.of(
        Models.normal(3),
        Models.normal(13),
        Models.normal(9).between(2, 0),
        Models.of(LadderForm.POISSON, 1, Map.of()).between(0.5, 0),
        Models.normal(5).between(0, 1),
        Models.of(LadderForm.SKELLAM, 2.4, Map.of()).between(0.5, 0.5),
        Models.growing(2, 0.3),
        Models.of(LadderForm.NORMAL, 13, Map.of(0, 0.1, 3, 2.7, 7, 1.8)),
        Models.of(LadderForm.POISSON, 1, Map.of()),
        Models.of(LadderForm.NEGATIVE_BINOMIAL, 1.4, Map.of()),
        Models.of(LadderForm.SKELLAM, 2.4, Map.of()));
  }

  /** Up to 20 points that fall as real ones do, some of them crossed or there twice. */
  @Provide
  Arbitrary<List<Rung>> ladders() {
    Arbitrary<Integer> quarters = Arbitraries.integers().between(-20, 80);
    Arbitrary<Double> noise = Arbitraries.doubles().between(-0.04, 0.04);
    return Combinators.combine(quarters, noise, Arbitraries.integers().between(1, 4))
        .as(
            (at, off, books) ->
                new Rung(
                    at / 4.0,
                    Math.min(
                        Math.max(1 / (1 + StrictMath.exp((at / 4.0 - 6) / 4)) + off, 0.001), 0.999),
                    books))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  /** Anything that can be written down, up to 300 points. */
  @Provide
  Arbitrary<List<Rung>> wild() {
    return Combinators.combine(
            Arbitraries.oneOf(
                Arbitraries.integers().between(-400, 1000).map(at -> at / 4.0),
                Arbitraries.doubles().between(-1e12, 1e12)),
            Arbitraries.doubles().between(1e-6, 1 - 1e-6).ofScale(6),
            Arbitraries.integers().between(1, 20))
        .as(Rung::new)
        .list()
        .ofMaxSize(300);
  }
}
