package io.betintel.ev.fit;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.ladder.Estimate.Source;
import io.betintel.ev.ladder.Estimate.Valued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the form and scale under which points that are left out are missed by least, in the mean
 * square of probabilities, across bookmakers and within. A form with more to choose must be better
 * by a margin.
 *
 * <p>Even prices say nothing of the scale: a bookmaker moves its point until both sides are even,
 * so two bookmakers that disagree have the same price at two points, as if a point cost nothing.
 * With all prices the scale of totals in the NFL comes out as 28 points, without the even ones as
 * 13, which is what results have.
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

  /** How points between others may be estimated: smoothing and leaning, the simplest first. */
  private static final double[][] WAYS = {{0, 1}, {0.5, 0}, {1, 0}, {2, 0}, {4, 0}};

  private static final double AS_GOOD = 1.01;

  /** A price that is nearer to even is not counted. */
  private static final double EVEN = 0.015;

  private static final double FIRST_DEVIATION = 0.5;
  private static final double COARSE = 1.25;
  private static final int COARSE_STEPS = 26;
  private static final double FINE = 1.06;
  private static final int FINE_STEPS = 3;

  private final LadderGroup group;
  private final List<QuotedLadder> ladders;
  private final double middle;

  /** Whose form and scale are kept; null if they are looked for. */
  private final LadderModel given;

  private ModelFit(LadderGroup group, List<QuotedLadder> ladders, LadderModel given) {
    this.group = group;
    this.given = given == null ? null : ErrorTable.open(given);
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

  /**
   * Empty if there are too few points to say anything.
   *
   * @param given a model whose form and scale are kept, and only smoothing, leaning and errors are
   *     looked for; null to look for all
   */
  static Optional<FittedModel> of(
      LadderGroup group, List<QuotedLadder> ladders, LadderModel given) {
    return ladders.size() < FOLDS ? Optional.empty() : new ModelFit(group, ladders, given).fit();
  }

  private Optional<FittedModel> fit() {
    boolean signed =
        ladders.stream().anyMatch(l -> l.points().stream().anyMatch(p -> p.threshold() < 0));
    boolean props = ladders.stream().anyMatch(ladder -> !ladder.key().description().isEmpty());
    Candidate chosen = null;
    Scored best = given == null ? null : new Scored(given, 0, LEAST);
    for (Candidate candidate : Candidate.of(group.sport(), signed, props, middle)) {
      Scored scored = given == null ? scaled(candidate, ladders) : Scored.NONE;
      if (scored.count >= LEAST && (best == null || scored.score < BETTER * best.score)) {
        chosen = candidate;
        best = scored;
      }
    }
    return best == null
        ? Optional.empty()
        : Optional.of(judged(chosen, between(best.model, ladders)));
  }

  /**
   * The model with the first way between points that is as good as the best: by how much points
   * between others are missed on average. Straight from one to the other, unless that is worse by a
   * margin. Even prices count here, for they are what is estimated.
   */
  private static LadderModel between(LadderModel model, List<QuotedLadder> some) {
    LadderModel none = model.between(0, 0);
    double[] missed = new double[WAYS.length];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < missed.length; i++) {
      missed[i] = missedBetween(model.between(WAYS[i][0], WAYS[i][1]), some);
      least = Math.min(least, missed[i]);
    }
    if (!(least < BETTER * missedBetween(none, some))) {
      return none;
    }
    int chosen = 0;
    while (missed[chosen] > AS_GOOD * least) {
      chosen++;
    }
    return model.between(WAYS[chosen][0], WAYS[chosen][1]);
  }

  /** The mean of the misses; NaN if there are too few. */
  private static double missedBetween(LadderModel model, List<QuotedLadder> some) {
    double sum = 0;
    int count = 0;
    for (LeftOut one : LeaveOneOut.of(some, model)) {
      if (!one.within()
          && one.estimate() instanceof Valued valued
          && valued.source() == Source.INTERPOLATED) {
        sum += Math.abs(valued.above() - one.quoted());
        count++;
      }
    }
    return count < LEAST ? Double.NaN : sum / count;
  }

  private FittedModel judged(Candidate chosen, LadderModel best) {
    List<LeftOut> unseen = new ArrayList<>();
    List<LeftOut> byOneOther = new ArrayList<>();
    List<LeftOut> judged = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<QuotedLadder> seen = part(fold, false);
      List<QuotedLadder> held = part(fold, true);
      LadderModel scaled = given == null ? scaled(chosen, seen).model : given;
      if (scaled != null) {
        LadderModel model = between(scaled, seen);
        unseen.addAll(LeaveOneOut.of(held, model));
        byOneOther.addAll(LeaveOneOut.byOneOther(held, model));
        LadderModel filled =
            ErrorTable.fill(
                model,
                LeaveOneOut.of(seen, model),
                LeaveOneOut.byOneOther(seen, model),
                Floor.of(seen));
        judged.addAll(LeaveOneOut.of(held, filled));
      }
    }
    Floor floor = Floor.of(ladders);
    return new FittedModel(
        group,
        ErrorTable.fill(best, unseen, byOneOther, floor),
        ladders.size(),
        Quality.of(judged, floor));
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
      if (one.estimate() instanceof Valued valued && Math.abs(one.quoted() - 0.5) >= EVEN) {
        double missed = valued.above() - one.quoted();
        sum += missed * missed;
        count++;
      }
    }
    return count == 0 ? Scored.NONE : new Scored(model, Math.sqrt(sum / count), count);
  }

  /**
   * @param score the root of the mean square of the misses
   */
  private record Scored(LadderModel model, double score, int count) {
    static final Scored NONE = new Scored(null, Double.POSITIVE_INFINITY, 0);
  }
}
