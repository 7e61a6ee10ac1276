package io.betintel.ev.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A sample of the schedules that {@code ./simulate} runs. */
final class SimulationTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.betintel.ev");
  private static final int SCHEDULES = Integer.getInteger("ev.simulation.schedules", 1_000);
  private static final long SEED = Long.getLong("ev.simulation.seed", 1);
  private static Level before;

  @BeforeAll
  static void silence() {
    before = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOGGER.setLevel(before);
  }

  @Test
  void nothingIsLostWhateverBreaks() {
    for (long seed = SEED; seed < SEED + SCHEDULES; seed++) {
      Schedule schedule = Schedule.of(seed);
      Optional<Finding> failure = Simulation.run(schedule);
      if (failure.isPresent()) {
        Schedule least = Simulation.shrunk(schedule, failure.get());
        throw new AssertionError(
            "seed " + seed + "\n" + least, Simulation.run(least).orElse(failure.get()));
      }
    }
  }

  @Test
  void scheduleIsReadAsItIsWritten() {
    Schedule schedule = Schedule.of(7);

    assertThat(Turn.parse(Turn.text(schedule.steps()))).isEqualTo(schedule.steps());
  }
}
