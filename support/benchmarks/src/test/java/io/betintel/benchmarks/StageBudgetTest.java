package io.betintel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a stage allocates per event stays within its budget. Bytes are measured, not time: they
 * repeat exactly, on a busy machine too. The tests run without the optimising compiler, which would
 * leave out some of the objects, now more and now fewer.
 */
class StageBudgetTest {
  /** How much a figure may grow: Java versions differ by a few objects. */
  private static final double SHARE = 0.05;

  private static final HotPath PATH = HotPath.ofFiles();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * @param bytes per event as last measured. After a change that allocates less, lower it: put 1
   *     here, and the failure says what was measured
   */
  @ParameterizedTest
  @CsvSource({
    "DECODE, 412",
    "APPLY, 1045",
    "LINES, 1606",
    "PRICE, 18444",
    "ENCODE, 7132",
    "READ_LINES, 15636",
  })
  void stageAllocatesNoMoreThanItsBudget(Stage stage, long bytes) {
    perEvent(stage); // constants, caches and buffers of the first use

    assertThat(perEvent(stage))
        .as("bytes per event of stage %s, measured before: %s", stage, bytes)
        .isLessThanOrEqualTo((long) (bytes * (1 + SHARE)));
  }

  private static long perEvent(Stage stage) {
    List<HotPath.Step> steps = PATH.steps();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (HotPath.Step step : steps) {
      stage.run(PATH, step);
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / steps.size();
  }
}
