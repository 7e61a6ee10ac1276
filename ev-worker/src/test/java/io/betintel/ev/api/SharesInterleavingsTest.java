package io.betintel.ev.api;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.harness.Interleavings;
import java.time.Duration;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Requests of two callers begin and end on several threads: no caller has more than its share, none
 * is refused what is free, and a caller that uses nothing is forgotten.
 */
final class SharesInterleavingsTest {
  private static final int THREADS = 8;

  @Test
  void eachCallerHasItsShareAndNoMore() {
    Interleavings.check(Shared.class, Apart.class);
  }

  /** The code under test: a share of one each. */
  public static final class Shared {
    private static final List<Caller> CALLERS =
        List.of(new Caller("a", Role.PREMIUM, "aa"), new Caller("b", Role.PREMIUM, "bb"));

    private final Shares shares = new Shares(1, 1, Duration.ZERO);
    private final int[][] held = new int[THREADS][CALLERS.size()];

    @Operation
    public boolean enter(
        @Param(gen = ThreadIdGen.class) int thread,
        @Param(gen = IntGen.class, conf = "0:1") int caller) {
      boolean entered = shares.enter(CALLERS.get(caller));
      held[thread][caller] += entered ? 1 : 0;
      return entered;
    }

    @Operation
    public void leave(
        @Param(gen = ThreadIdGen.class) int thread,
        @Param(gen = IntGen.class, conf = "0:1") int caller) {
      if (held[thread][caller] > 0) {
        held[thread][caller]--;
        shares.leave(CALLERS.get(caller));
      }
    }

    @Validate
    public void nobodyIsKept() {
      for (int[] thread : held) {
        for (int caller = 0; caller < thread.length; caller++) {
          for (; thread[caller] > 0; thread[caller]--) {
            shares.leave(CALLERS.get(caller));
          }
        }
      }
      if (shares.callers() != 0) {
        throw new AssertionError(shares.callers() + " callers are kept that use nothing");
      }
    }
  }

  /** For one thread at a time. */
  public static final class Apart {
    private final int[] holder = {-1, -1};

    public boolean enter(int thread, int caller) {
      if (holder[caller] >= 0) {
        return false;
      }
      holder[caller] = thread;
      return true;
    }

    public void leave(int thread, int caller) {
      if (holder[caller] == thread) {
        holder[caller] = -1;
      }
    }
  }
}
