package io.betintel.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Locale;

/**
 * Prints each stage's CPU microseconds and bytes per event. A pass over all events is repeated for
 * some seconds, and the cheapest pass counts: what other programs on the machine cost is left out,
 * so that two builds can be compared on a busy machine too.
 */
public final class StageTable {
  private static final long NANOS_PER_STAGE = 10_000_000_000L;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private StageTable() {}

  public static void main(String[] arguments) {
    HotPath path = HotPath.ofFiles();
    System.out.printf(
        "%d events%n%-12s %8s %9s%n", path.steps().size(), "stage", "CPU us", "bytes");
    for (Stage stage : Stage.values()) {
      print(stage, path);
    }
  }

  private static void print(Stage stage, HotPath path) {
    List<HotPath.Step> steps = path.steps();
    long end = System.nanoTime() + NANOS_PER_STAGE;
    long cheapest = Long.MAX_VALUE;
    long fewest = Long.MAX_VALUE;
    Object result = null;
    try {
      while (System.nanoTime() < end) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        for (HotPath.Step step : steps) {
          result = stage.run(path, step);
        }
        cheapest = Math.min(cheapest, THREADS.getCurrentThreadCpuTime() - cpu);
        fewest = Math.min(fewest, THREADS.getCurrentThreadAllocatedBytes() - bytes);
      }
    } finally {
      Reference.reachabilityFence(result); // or the compiler leaves the work out
    }
    System.out.printf(
        Locale.ROOT,
        "%-12s %8.2f %9d%n",
        stage,
        cheapest / 1e3 / steps.size(),
        fewest / steps.size());
  }
}
