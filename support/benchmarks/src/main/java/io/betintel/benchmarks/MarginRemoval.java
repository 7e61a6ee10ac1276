package io.betintel.benchmarks;

import io.betintel.ev.pricing.MarginMethod;
import io.betintel.ev.pricing.Removal;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds per line, one bookmaker's quote of all its outcomes, for each method. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MarginRemoval {
  /** A power of two, and large, so that the CPU cannot learn the branches. */
  private static final int LINES = 1024;

  private static final long SEED = 7;

  @Param({"multiplicative", "additive", "power", "odds_ratio", "shin", "probit", "goto"})
  public String method;

  @Param({"2", "3", "20"})
  public int outcomes;

  private MarginMethod removing;
  private double[][] lines;
  private int next;

  /** Lines with favourites and long shots and an overround of 2 to 8 %. */
  @Setup
  public void prepare() {
    removing = MarginMethod.of(method);
    Random random = new Random(SEED);
    lines = new double[LINES][];
    for (int i = 0; i < LINES; i++) {
      lines[i] = line(random);
    }
  }

  @Benchmark
  public Removal removal() {
    next = (next + 1) & (LINES - 1);
    return removing.remove(lines[next]);
  }

  private double[] line(Random random) {
    double[] weights = new double[outcomes];
    double sum = 0;
    for (int i = 0; i < outcomes; i++) {
      weights[i] = 0.2 + random.nextDouble();
      sum += weights[i];
    }
    double booked = 1.02 + 0.06 * random.nextDouble();
    double[] odds = new double[outcomes];
    for (int i = 0; i < outcomes; i++) {
      odds[i] = sum / weights[i] / booked;
    }
    return odds;
  }
}
