package io.betintel.benchmarks;

import java.util.List;
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

/** Microseconds and bytes per event of each stage of the hot path, on the real feeds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StageCost {
  @Param Stage stage;

  private HotPath path;
  private List<HotPath.Step> steps;
  private int next;

  @Setup
  public void prepare() {
    path = HotPath.ofFiles();
    steps = path.steps();
  }

  @Benchmark
  public Object event() {
    next = next + 1 == steps.size() ? 0 : next + 1;
    return stage.run(path, steps.get(next));
  }
}
