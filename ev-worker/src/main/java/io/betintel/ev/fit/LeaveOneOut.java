package io.betintel.ev.fit;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.ladder.Ladder;
import io.betintel.ev.ladder.Rung;
import io.betintel.ev.odds.Bookmaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Leaves each quoted point of a ladder out in turn. Across bookmakers: nobody's quote at the point
 * is used and none of the bookmaker's own, as when its offer is valued. Within: the bookmaker's own
 * other points alone.
 */
final class LeaveOneOut {
  private LeaveOneOut() {}

  static List<LeftOut> of(List<QuotedLadder> ladders, LadderModel model) {
    List<LeftOut> all = new ArrayList<>();
    for (QuotedLadder ladder : ladders) {
      for (QuotedPoint target : ladder.points()) {
        if (target.isWhole()) {
          Bookmaker own = target.bookmaker();
          add(all, ladder, target, model, false, point -> !point.bookmaker().equals(own));
          add(all, ladder, target, model, true, point -> point.bookmaker().equals(own));
        }
      }
    }
    return all;
  }

  /**
   * Each point as each other bookmaker alone would have it: farther away than where many bookmakers
   * have points on all sides.
   */
  static List<LeftOut> byOneOther(List<QuotedLadder> ladders, LadderModel model) {
    List<LeftOut> all = new ArrayList<>();
    for (QuotedLadder ladder : ladders) {
      Set<Bookmaker> books = new TreeSet<>();
      ladder.points().forEach(point -> books.add(point.bookmaker()));
      for (QuotedPoint target : ladder.points()) {
        for (Bookmaker book : books) {
          if (target.isWhole() && !book.equals(target.bookmaker())) {
            add(all, ladder, target, model, false, point -> point.bookmaker().equals(book));
          }
        }
      }
    }
    return all;
  }

  private static void add(
      List<LeftOut> all,
      QuotedLadder ladder,
      QuotedPoint target,
      LadderModel model,
      boolean within,
      Predicate<QuotedPoint> used) {
    List<Rung> rungs =
        rungs(
            ladder.points(), point -> used.test(point) && point.threshold() != target.threshold());
    if (!rungs.isEmpty()) {
      all.add(
          new LeftOut(
              ladder.key(),
              within,
              target.above(),
              Ladder.of(model, rungs).at(target.threshold()),
              nearest(rungs, target.threshold()),
              within ? List.of() : others(ladder, target)));
    }
  }

  private static List<BookPair> others(QuotedLadder ladder, QuotedPoint target) {
    List<BookPair> others = new ArrayList<>();
    for (QuotedPoint point : ladder.points()) {
      if (point.isWhole()
          && point.threshold() == target.threshold()
          && !point.bookmaker().equals(target.bookmaker())) {
        others.add(BookPair.of(ladder.key(), target, point));
      }
    }
    return others;
  }

  /** The mean of the bookmakers' probabilities at each threshold. */
  static List<Rung> rungs(List<QuotedPoint> points, Predicate<QuotedPoint> used) {
    Map<Double, double[]> sums = new TreeMap<>();
    for (QuotedPoint point : points) {
      if (point.isWhole() && used.test(point)) {
        double[] sum = sums.computeIfAbsent(point.threshold(), at -> new double[2]);
        sum[0] += point.above();
        sum[1]++;
      }
    }
    List<Rung> rungs = new ArrayList<>(sums.size());
    sums.forEach((at, sum) -> rungs.add(new Rung(at, sum[0] / sum[1], (int) sum[1])));
    return rungs;
  }

  private static double nearest(List<Rung> rungs, double threshold) {
    Rung nearest = rungs.get(0);
    for (Rung rung : rungs) {
      if (Math.abs(rung.threshold() - threshold) < Math.abs(nearest.threshold() - threshold)) {
        nearest = rung;
      }
    }
    return nearest.above();
  }
}
