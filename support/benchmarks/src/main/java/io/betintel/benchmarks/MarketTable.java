package io.betintel.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Prints what an event costs, from its bytes to its lines' bytes, as the number of markets grows:
 * the processor's caches hold a few markets, and little of thousands. Events come in a random
 * order, the same each time. A pass is repeated for some seconds, and the cheapest one counts.
 */
public final class MarketTable {
  private static final int[] MARKETS = {20, 400, 4_000};
  private static final int EVENTS = 20_000;
  private static final long NANOS_EACH = 20_000_000_000L;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private MarketTable() {}

  public static void main(String[] arguments) {
    System.out.printf("%8s %10s %8s%n", "markets", "snapshots", "CPU us");
    for (int markets : MARKETS) {
      HotPath path = HotPath.ofMarkets(markets);
      System.out.printf(
          Locale.ROOT, "%8d %10d %8.2f%n", markets, path.steps().size(), microseconds(path));
    }
  }

  private static double microseconds(HotPath path) {
    List<HotPath.Step> steps = path.steps();
    SplittableRandom random = new SplittableRandom(1);
    long end = System.nanoTime() + NANOS_EACH;
    long cheapest = Long.MAX_VALUE;
    long bytes = 0;
    while (System.nanoTime() < end) {
      long cpu = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < EVENTS; i++) {
        bytes += path.whole(steps.get(random.nextInt(steps.size())));
      }
      cheapest = Math.min(cheapest, THREADS.getCurrentThreadCpuTime() - cpu);
    }
    if (bytes == 0) { // asked for, or the compiler leaves the work out
      throw new IllegalStateException("no line was written");
    }
    return cheapest / 1e3 / EVENTS;
  }
}
