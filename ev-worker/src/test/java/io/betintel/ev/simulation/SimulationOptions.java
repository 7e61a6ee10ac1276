package io.betintel.ev.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What is the same in a whole schedule.
 *
 * @param workers at most so many at once
 * @param partitions of every topic
 * @param batch the most records of one poll
 * @param linesPerTurn how many lines a turn of a sweep publishes
 * @param openIdle how long a market stays open after its last record
 */
record SimulationOptions(
    int workers, int partitions, int batch, int linesPerTurn, Duration openIdle) {

  static SimulationOptions of(long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x5DEECE66DL);
    return new SimulationOptions(
        1 + random.nextInt(3),
        1 + random.nextInt(2),
        1 + random.nextInt(6),
        1 + random.nextInt(3),
        Duration.ofSeconds(random.nextBoolean() ? 5 : 120));
  }

  @Override
  public String toString() {
    return workers
        + " workers, "
        + partitions
        + " partitions, batches of "
        + batch
        + ", "
        + linesPerTurn
        + " lines a turn, markets stay open for "
        + openIdle;
  }
}
