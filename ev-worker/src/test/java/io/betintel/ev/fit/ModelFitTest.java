package io.betintel.ev.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.ladder.Estimate;
import io.betintel.ev.ladder.Ladder;
import io.betintel.ev.ladder.Rung;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.pricing.Normal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
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
   * Every bookmaker quotes one point, at which it is even. Bands of a region whose bookmakers are
   * one and a half points apart hold in one where they are three points apart: what they disagree
   * about shows in how uneven an estimate is.
   */
  @Test
  void bandsHoldInARegionWhoseBookmakersAreFartherApart() {
    LadderGroup group = new LadderGroup("totals", "americanfootball_nfl");
    LadderModel model =
        new LadderModel(
            LadderForm.NORMAL, 13, 0, new TreeMap<>(), 2, new TreeMap<>(Map.of(0.0, 0.1)), 2);
    LadderModel calm =
        ModelFit.of(group, mainLines(group, 13, 1.5, 80), model).orElseThrow().model();
    List<QuotedLadder> wild = mainLines(group, 13, 3, 80);

    Quality quality = Quality.of(LeaveOneOut.of(wild, calm), Floor.of(wild));

    assertThat(calm.uneven()).isBetween(0.5, 1.1);
    assertThat(quality.one().share()).isBetween(0.58, 0.78);
    assertThat(quality.two().share()).isBetween(0.91, 0.99);
  }

  /** A game without overtime is level more often, and a goal apart less often, than Skellam has. */
  @Test
  void regulationTimeIsSeenInTheFrequencyOfOneGoal() {
    LadderGroup group = new LadderGroup("spreads", "icehockey_nhl");
    LadderModel regulation =
        new LadderModel(
            LadderForm.SKELLAM,
            2.45,
            0,
            new TreeMap<>(Map.of(0, 1.4, 1, 0.7)),
            4,
            new TreeMap<>(Map.of(0.0, 0.1)),
            2);

    LadderModel found =
        ModelFit.of(group, goals(group, regulation, 20), null).orElseThrow().model();

    assertThat(found.keyNumbers().get(0)).isBetween(1.1, 1.5);
    assertThat(found.keyNumbers().get(1)).isBetween(0.6, 0.9);
    assertThat(found.scale()).isBetween(2.2, 2.8);
  }

  /** Eight bookmakers, each with its own mean, at the half point next to it. */
  static List<QuotedLadder> mainLines(LadderGroup group, double scale, double apart, int count) {
    Random random = new Random(SEED);
    List<QuotedLadder> ladders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double mean = 40 + 10 * random.nextDouble();
      List<QuotedPoint> points = new ArrayList<>();
      for (int book = 0; book < 8; book++) {
        double own = mean + apart * random.nextGaussian();
        double threshold = Math.floor(own) + 0.5;
        double above = Normal.cumulative((own - threshold) / scale);
        points.add(new QuotedPoint(new Bookmaker("book" + book), threshold, 1.9, 1.9, above));
      }
      ladders.add(new QuotedLadder(new LadderKey(group, "event" + i, "", Instant.EPOCH), points));
    }
    return ladders;
  }

  /** Three bookmakers with margins from -2.5 to 2.5 goals, by the model and a little beside. */
  static List<QuotedLadder> goals(LadderGroup group, LadderModel model, int count) {
    Random random = new Random(SEED);
    List<QuotedLadder> ladders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Ladder result = Ladder.of(model, List.of(new Rung(0, 0.3 + 0.4 * random.nextDouble(), 1)));
      List<QuotedPoint> points = new ArrayList<>();
      for (String book : List.of("one", "three", "two")) {
        for (double threshold = -2.5; threshold <= 2.5; threshold += 0.5) {
          double above =
              ((Estimate.Valued) result.at(threshold)).above() + 0.003 * random.nextGaussian();
          points.add(new QuotedPoint(new Bookmaker(book), threshold, 1.9, 1.9, above));
        }
      }
      ladders.add(new QuotedLadder(new LadderKey(group, "event" + i, "", Instant.EPOCH), points));
    }
    return ladders;
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
