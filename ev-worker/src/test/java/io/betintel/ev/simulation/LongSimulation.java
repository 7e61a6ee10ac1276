package io.betintel.ev.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What {@code ./simulate} runs: its name says that a build does not. */
final class LongSimulation {

  @Test
  void nothingIsLostForMinutes() throws Exception {
    ((Logger) LoggerFactory.getLogger("io.betintel.ev")).setLevel(Level.OFF);
    long seed = Long.getLong("ev.simulation.seed", 1);
    String steps = System.getProperty("ev.simulation.steps", "");
    Optional<Schedule> failing =
        steps.isBlank()
            ? new SimulationRun(seed)
                .run(Duration.ofMinutes(Integer.getInteger("ev.simulation.minutes", 1)))
            : Optional.of(Schedule.of(seed).with(Turn.parse(steps)));
    if (failing.isPresent()) {
      Optional<Finding> failure = Simulation.run(failing.get());
      if (failure.isPresent()) {
        throw new AssertionError(failing.get() + "\nAgain: " + again(failing.get()), failure.get());
      }
      if (steps.isBlank()) {
        throw new AssertionError(failing.get() + " failed, and did not fail again");
      }
    }
  }

  private static String again(Schedule schedule) {
    return "./simulate --seed "
        + schedule.seed()
        + " --steps \""
        + Turn.text(schedule.steps())
        + "\"";
  }
}
