package io.betintel.ev.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A seed's options and steps. */
record Schedule(long seed, SimulationOptions options, List<Turn> steps) {
  static final int STEPS = 60;

  Schedule {
    steps = List.copyOf(steps);
  }

  static Schedule of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Turn> steps = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      steps.add(Turn.next(random));
    }
    return new Schedule(seed, SimulationOptions.of(seed), steps);
  }

  Schedule with(List<Turn> fewer) {
    return new Schedule(seed, options, fewer);
  }

  @Override
  public String toString() {
    return "seed " + seed + " (" + options + "), " + steps.size() + " steps: " + Turn.text(steps);
  }
}
