package io.betintel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {
  /** Runs each benchmark for ten milliseconds: the figures mean nothing. */
  @Test
  void everyBenchmarkRunsWithEveryParameter() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("io\\.betintel\\.benchmarks\\..*")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(10))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();

    // 7 methods with 3 sizes of line, 3 sizes of market under 2 methods, 6 stages, 4 ladders, 3 of
    // a market, 2 of single sides.
    assertThat(results).hasSize(42);
    assertThat(results).allMatch(result -> result.getPrimaryResult().getScore() > 0);
  }
}
