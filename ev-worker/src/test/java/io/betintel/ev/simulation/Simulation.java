package io.betintel.ev.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs schedules, and makes one that fails shorter. */
final class Simulation {
  private Simulation() {}

  /** What a schedule found; empty if it ended well. */
  static Optional<Finding> run(Schedule schedule) {
    try {
      new World(schedule).run();
      return Optional.empty();
    } catch (Finding failure) {
      return Optional.of(failure);
    } catch (RuntimeException e) {
      return Optional.of(new Finding("exception", e));
    }
  }

  /** Leaves out steps as long as the same checker still finds something. */
  static Schedule shrunk(Schedule failing, Finding failure) {
    Schedule least = failing;
    for (int portion = Math.max(1, least.steps().size() / 2); portion >= 1; portion /= 2) {
      int from = 0;
      while (from < least.steps().size()) {
        List<Turn> fewer = new ArrayList<>(least.steps());
        fewer.subList(from, Math.min(fewer.size(), from + portion)).clear();
        Schedule tried = least.with(fewer);
        if (run(tried).filter(found -> found.checker().equals(failure.checker())).isPresent()) {
          least = tried;
        } else {
          from += portion;
        }
      }
    }
    return least;
  }
}
