package io.betintel.ev.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The points of one ladder of one event, of every bet type that shares it. */
final class SharedLadder {
  private final Map<String, LadderEstimate> asked = new HashMap<>();
  private final Map<String, ResultCurve> curves = new HashMap<>();
  private final List<Quoted> quoted = new ArrayList<>();

  /** A line that references may quote, by the time of the newest snapshot on the ladder. */
  private record Quoted(double threshold, FairValue fair, long until) {}

  /** Takes a line's references, fresh at the ladder's time. */
  void add(PairedLine line, boolean teams, TypeRules rules, long time) {
    FairValue fair = new FairValue(line, teams, rules, time);
    if (fair.notPriced() == null) {
      long until = Long.MAX_VALUE;
      for (String book : fair.references().keySet()) {
        until = Math.min(until, line.quotes().get(book).sent.quotedAt() + rules.referenceAge());
      }
      quoted.add(new Quoted(threshold(line, rules), fair, until));
    }
  }

  /** When the first quote is too old. */
  long until() {
    return quoted.stream().mapToLong(Quoted::until).min().orElse(Long.MAX_VALUE);
  }

  static boolean isPoint(PairedLine line, TypeRules rules) {
    return rules.family() != null
        && line.point() != null
        && line.fit().equals("whole")
        && List.of("over_under", "spread").contains(rules.shape());
  }

  static double threshold(PairedLine line, TypeRules rules) {
    return rules.shape().equals("spread") ? 0.0 - line.point() : line.point();
  }

  /**
   * By all references but one.
   *
   * @param model null if the sport has none
   * @param without null for none
   */
  LadderEstimate without(LadderRules model, double threshold, String without) {
    return asked.computeIfAbsent(
        model + " " + threshold + " " + without,
        key -> {
          List<LadderEstimate.Point> points = new ArrayList<>();
          for (Quoted each : quoted) {
            SortedMap<String, Double> weights = each.fair().weightsWithout(without);
            if (!weights.isEmpty()) {
              double above = each.fair().probabilities(weights)[0];
              points.add(
                  new LadderEstimate.Point(each.threshold(), above, List.copyOf(weights.keySet())));
            }
          }
          return LadderEstimate.of(
              model,
              points,
              threshold,
              drawn ->
                  curves.computeIfAbsent(
                      model + " " + without, same -> ResultCurve.through(model, drawn)));
        });
  }
}
