package io.betintel.ev.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The chance that bets win together, counted over states of the world: an event is a number between
 * 0 and 1 that decides all of its bets, and events are independent. How a number decides is chosen
 * so that an event's bets win together as often as they can, or as rarely.
 */
public final class JointBets {
  private final Map<String, List<Double>> events = new TreeMap<>();

  /** A bet of an event. */
  public void add(String event, double probability) {
    events.computeIfAbsent(event, e -> new ArrayList<>()).add(probability);
  }

  /** If the bets of an event fail as far as possible for the same numbers: all from p up. */
  public double most() {
    List<double[][]> lost = new ArrayList<>();
    for (List<Double> bets : events.values()) {
      lost.add(bets.stream().map(p -> new double[] {p, 1}).toArray(double[][]::new));
    }
    return count(lost, 0);
  }

  /** If they fail as far as possible for different numbers: one after the other. */
  public double least() {
    List<double[][]> lost = new ArrayList<>();
    for (List<Double> bets : events.values()) {
      double from = 0;
      List<double[]> failures = new ArrayList<>();
      for (double p : bets) {
        double to = Math.min(1, from + 1 - p);
        failures.add(new double[] {from, to});
        from = to;
      }
      lost.add(failures.toArray(double[][]::new));
    }
    return count(lost, 0);
  }

  /** Over every combination of the pieces in which nothing changes, of this event and the later. */
  private static double count(List<double[][]> lost, int event) {
    if (event == lost.size()) {
      return 1;
    }
    double[] cuts =
        Stream.concat(Stream.of(0.0, 1.0), Arrays.stream(lost.get(event)).flatMap(JointBets::ends))
            .mapToDouble(end -> end)
            .sorted()
            .toArray();
    double won = 0;
    for (int i = 1; i < cuts.length; i++) {
      double middle = (cuts[i - 1] + cuts[i]) / 2;
      boolean fails =
          Arrays.stream(lost.get(event)).anyMatch(bet -> bet[0] < middle && middle < bet[1]);
      won += fails || cuts[i] == cuts[i - 1] ? 0 : (cuts[i] - cuts[i - 1]) * count(lost, event + 1);
    }
    return won;
  }

  private static Stream<Double> ends(double[] range) {
    return Stream.of(range[0], range[1]);
  }
}
