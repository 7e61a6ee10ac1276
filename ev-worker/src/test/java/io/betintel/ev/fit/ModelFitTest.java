package io.betintel.ev.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.pricing.Normal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fits to ladders that were made by a known distribution. */
class ModelFitTest {
  private static final long SEED = 20261129;

  @Test
  void theScaleThatMadeTheLaddersIsFound() {
    LadderGroup group = new LadderGroup("totals", "basketball_nba");
    FittedModel fitted = ModelFit.of(group, normal(group, 18, 0.004, 30), null).orElseThrow();

    assertThat(fitted.model().form()).isEqualTo(LadderForm.NORMAL);
    assertThat(fitted.model().scale()).isBetween(16.5, 19.5);
    assertThat(fitted.ladders()).isEqualTo(30);
    assertThat(fitted.quality().ratio()).isLessThan(1.3);
    assertThat(fitted.quality().interpolated().median())
        .isLessThan(fitted.quality().naiveBetween().median() / 2);
  }

  /** The bands were made of other ladders than those that they are counted on. */
  @Test
  void bandsCoverWhatTheySay() {
    LadderGroup group = new LadderGroup("totals", "basketball_nba");
    Quality quality = ModelFit.of(group, normal(group, 18, 0.01, 60), null).orElseThrow().quality();

    assertThat(quality.one().share())
        .isBetween(0.68 - 3 * quality.one().error(), 0.68 + 3 * quality.one().error());
    assertThat(quality.two().share())
        .isBetween(0.95 - 3 * quality.two().error(), 0.95 + 3 * quality.two().error());
  }

  @Test
  void theSameLaddersGiveTheSameModel() {
    LadderGroup group = new LadderGroup("totals", "basketball_nba");

    assertThat(ModelFit.of(group, normal(group, 18, 0.004, 20), null))
        .isEqualTo(ModelFit.of(group, normal(group, 18, 0.004, 20), null));
  }

  @Test
  void aFewPointsSayNothing() {
    LadderGroup group = new LadderGroup("totals", "basketball_nba");

    assertThat(ModelFit.of(group, normal(group, 18, 0.004, 1), null)).isEqualTo(Optional.empty());
    assertThat(ModelFit.of(group, List.of(), null)).isEqualTo(Optional.empty());
  }

  /**
   * Ladders of three bookmakers with five points each, whose probabilities are those of a normal
   * distribution and a little beside.
   */
  static List<QuotedLadder> normal(LadderGroup group, double scale, double noise, int count) {
    Random random = new Random(SEED);
    List<QuotedLadder> ladders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double mean = 215 + 20 * random.nextDouble();
      List<QuotedPoint> points = new ArrayList<>();
      for (String book : List.of("one", "three", "two")) {
        for (int step = -2; step <= 2; step++) {
          double threshold = Math.floor(mean) + 2 * step + 0.5;
          double above =
              Normal.cumulative((mean - threshold) / scale) + noise * random.nextGaussian();
          points.add(new QuotedPoint(new Bookmaker(book), threshold, 1.9, 1.9, above));
        }
      }
      ladders.add(new QuotedLadder(new LadderKey(group, "event" + i, "", Instant.EPOCH), points));
    }
    return ladders;
  }
}
