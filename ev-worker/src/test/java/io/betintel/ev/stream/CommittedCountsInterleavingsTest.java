package io.betintel.ev.stream;

import io.betintel.ev.harness.Interleavings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/**
 * Stream threads count, commit and abort while a scrape reads: what one thread has not committed,
 * another one's commit does not count and another one's abort does not lose.
 */
final class CommittedCountsInterleavingsTest {
  @Test
  void onlyTheThreadsOwnCommitCounts() {
    Interleavings.check(Shared.class, Apart.class);
  }

  /** The code under test. */
  public static final class Shared {
    private final Counter counter = new SimpleMeterRegistry().counter("consumed");
    private final CommittedCounts counts = new CommittedCounts();

    public Shared() {
      counts.awaitCommits();
    }

    @Operation
    public void add(
        @Param(gen = ThreadIdGen.class) int thread,
        @Param(gen = IntGen.class, conf = "1:3") int more) {
      counts.add(counter, more);
    }

    @Operation
    public void commit(@Param(gen = ThreadIdGen.class) int thread) {
      counts.committed();
    }

    @Operation
    public void abort(@Param(gen = ThreadIdGen.class) int thread) {
      counts.aborted();
    }

    @Operation
    public int count() {
      return (int) counter.count();
    }
  }

  /** For one thread at a time. */
  public static final class Apart {
    private final int[] waiting = new int[2];
    private int committed;

    public void add(int thread, int more) {
      waiting[who(thread)] += more;
    }

    public void commit(int thread) {
      committed += waiting[who(thread)];
      waiting[who(thread)] = 0;
    }

    public void abort(int thread) {
      waiting[who(thread)] = 0;
    }

    public int count() {
      return committed;
    }

    /** What comes before and after is done by the first of the two threads. */
    private static int who(int thread) {
      return thread == 2 ? 1 : 0;
    }
  }
}
