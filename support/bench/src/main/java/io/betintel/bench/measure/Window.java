package io.betintel.bench.measure;

import java.util.List;

/**
 * The part of a run that counts: from the first sample at or above one count of ended records to
 * the first at or above another. What came before warmed the program up, and what comes after has
 * an emptying queue.
 *
 * @param from the first sample
 * @param to the last one
 */
public record Window(CpuSample from, CpuSample to) {
  /** More than this, in cores, and a run is marked. */
  public static final double MOST_TAKEN_BY_OTHERS = 0.2;

  private static final double FIRST_SHARE = 0.5;
  private static final double LAST_SHARE = 0.9;
  private static final double MICROS = 1e6;

  public Window {
    if (to.ended() <= from.ended() || to.nanos() <= from.nanos()) {
      throw new IllegalArgumentException(
          "no progress from %s to %s: take more records".formatted(from, to));
    }
  }

  /**
   * The slope from 50 to 90 % of the records that follow a run's opening.
   *
   * @param samples in order of time
   * @param opening records that open the markets, and do not count
   * @param counted records after them
   */
  public static Window of(List<CpuSample> samples, long opening, long counted) {
    return new Window(
        firstAt(samples, opening + (long) (FIRST_SHARE * counted)),
        firstAt(samples, opening + (long) (LAST_SHARE * counted)));
  }

  private static CpuSample firstAt(List<CpuSample> samples, long ended) {
    return samples.stream()
        .filter(sample -> sample.ended() >= ended)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no sample has " + ended + " ended records"));
  }

  public double seconds() {
    return (to.nanos() - from.nanos()) / 1e9;
  }

  public long records() {
    return to.ended() - from.ended();
  }

  public double perSecond() {
    return records() / seconds();
  }

  /** CPU microseconds of the program for each record. */
  public double programMicros() {
    return micros(to.program() - from.program());
  }

  /** CPU microseconds of the broker for each record. */
  public double brokerMicros() {
    return micros(to.broker() - from.broker());
  }

  /** Lines published for each record. */
  public double linesPerRecord() {
    return (double) (to.lines() - from.lines()) / records();
  }

  /** Cores that other processes and the host took, never below 0. */
  public double takenByOthers() {
    long others = to.busy() - from.busy() - (to.own() - from.own());
    return Math.max(0, others * ProcessCpu.SECONDS_PER_TICK / seconds());
  }

  /** Whether the machine was too busy for the figures to be trusted. */
  public boolean busy() {
    return takenByOthers() > MOST_TAKEN_BY_OTHERS;
  }

  private double micros(long ticks) {
    return ticks * ProcessCpu.SECONDS_PER_TICK * MICROS / records();
  }
}
