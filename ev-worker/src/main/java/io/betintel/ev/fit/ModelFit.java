package io.betintel.ev.fit;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.ladder.Estimate.Valued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the form and scale under which points that are left out are missed by least, on average of
 * the absolute difference of probabilities, across bookmakers and within. A form with more to
 * choose must be better by a margin.
 *
 * <p>Errors are out of sample: the ladders are cut in parts by a hash of their keys, and each part
 * is estimated with a scale that the others gave.
 */
final class ModelFit {
  static final int FOLDS = 5;

  /** Fewer estimates say nothing. */
  private static final int LEAST = 20;

  /** A form that comes later must miss by less than this part of what the earlier one does. */
  private static final double BETTER = 0.98;

  private static final double FIRST_DEVIATION = 0.5;
  private static final double COARSE = 1.25;
  private static final int COARSE_STEPS = 26;
  private static final double FINE = 1.06;
  private static final int FINE_STEPS = 3;

  private final LadderGroup group;
  private final List<QuotedLadder> ladders;
  private final double middle;

  private ModelFit(LadderGroup group, List<QuotedLadder> ladders) {
    this.group = group;
    this.ladders = ladders;
    this.middle =
        Math.max(
            new Quantiles(
                    ladders.stream()
                        .flatMap(ladder -> ladder.points().stream())
                        .map(point -> Math.abs(point.threshold()))
                        .toList())
                .median(),
            0.5);
  }

  /** Empty if there are too few points to say anything. */
  static Optional<FittedModel> of(LadderGroup group, List<QuotedLadder> ladders) {
    return ladders.size() < FOLDS ? Optional.empty() : new ModelFit(group, ladders).fit();
  }

  private Optional<FittedModel> fit() {
    boolean signed =
        ladders.stream().anyMatch(l -> l.points().stream().anyMatch(p -> p.threshold() < 0));
    boolean props = ladders.stream().anyMatch(ladder -> !ladder.key().description().isEmpty());
    Candidate chosen = null;
    Scored best = null;
    for (Candidate candidate : Candidate.of(group.sport(), signed, props, middle)) {
      Scored scored = scaled(candidate, ladders);
      if (scored.count >= LEAST && (best == null || scored.score < BETTER * best.score)) {
        chosen = candidate;
        best = scored;
      }
    }
    if (chosen == null) {
      return Optional.empty();
    }
    List<LeftOut> unseen = new ArrayList<>();
    List<LeftOut> judged = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<QuotedLadder> seen = part(fold, false);
      List<QuotedLadder> held = part(fold, true);
      LadderModel model = scaled(chosen, seen).model;
      if (model != null) {
        unseen.addAll(LeaveOneOut.of(held, model));
        judged.addAll(
            LeaveOneOut.of(
                held, ErrorTable.fill(model, LeaveOneOut.of(seen, model), Floor.of(seen))));
      }
    }
    return Optional.of(
        new FittedModel(
            group,
            ErrorTable.fill(best.model, unseen, Floor.of(ladders)),
            ladders.size(),
            Quality.of(judged, Floor.of(ladders))));
  }

  private List<QuotedLadder> part(int fold, boolean inside) {
    return ladders.stream().filter(l -> (l.key().fold(FOLDS) == fold) == inside).toList();
  }

  /** The candidate with the scale that misses least. */
  private Scored scaled(Candidate candidate, List<QuotedLadder> some) {
    if (!candidate.hasScale()) {
      return scored(candidate.model(1, middle), some);
    }
    Scored best = Scored.NONE;
    double deviation = FIRST_DEVIATION;
    double bestDeviation = deviation;
    for (int step = 0; step < COARSE_STEPS; step++) {
      Scored scored = scored(candidate.model(deviation, middle), some);
      if (scored.score < best.score) {
        best = scored;
        bestDeviation = deviation;
      }
      deviation *= COARSE;
    }
    deviation = bestDeviation / StrictMath.pow(FINE, FINE_STEPS);
    for (int step = -FINE_STEPS; step <= FINE_STEPS; step++) {
      Scored scored = scored(candidate.model(deviation, middle), some);
      best = scored.score < best.score ? scored : best;
      deviation *= FINE;
    }
    return best;
  }

  private static Scored scored(LadderModel model, List<QuotedLadder> some) {
    if (model == null) {
      return Scored.NONE;
    }
    double sum = 0;
    int count = 0;
    for (LeftOut one : LeaveOneOut.of(some, model)) {
      if (one.estimate() instanceof Valued valued) {
        sum += Math.abs(valued.above() - one.quoted());
        count++;
      }
    }
    return count == 0 ? Scored.NONE : new Scored(model, sum / count, count);
  }

  /**
   * @param score by how much the model misses on average
   */
  private record Scored(LadderModel model, double score, int count) {
    static final Scored NONE = new Scored(null, Double.POSITIVE_INFINITY, 0);
  }
}
