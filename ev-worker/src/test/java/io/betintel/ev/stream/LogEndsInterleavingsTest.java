package io.betintel.ev.stream;

import io.betintel.ev.harness.Interleavings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** The watch of the input notes its ends while stream threads ask when a record was written. */
final class LogEndsInterleavingsTest {

  @Test
  void recordIsOfTheTimeBetweenTwoLooks() {
    Interleavings.check(Shared.class, Apart.class);
  }

  /** The code under test: one partition, and a look every second. */
  public static final class Shared {
    private final LogEnds ends = new LogEnds();
    private long end;
    private long second;

    @Operation(nonParallelGroup = "watch")
    public void look(@Param(gen = IntGen.class, conf = "0:2") int more) {
      end += more;
      ends.saw(Map.of(0, end), Instant.ofEpochSecond(++second));
    }

    @Operation
    public long latest(@Param(gen = IntGen.class, conf = "0:4") int offset) {
      return ends.latest(0, offset, Instant.ofEpochSecond(100)).getEpochSecond();
    }

    @Operation
    public long earliest(@Param(gen = IntGen.class, conf = "0:4") int offset) {
      Instant earliest = ends.earliest(0, offset);
      return earliest == null ? -1 : earliest.getEpochSecond();
    }
  }

  /** For one thread: the end at each second from 1 on. */
  public static final class Apart {
    private final List<Integer> ends = new ArrayList<>();

    public void look(int more) {
      ends.add((ends.isEmpty() ? 0 : ends.get(ends.size() - 1)) + more);
    }

    public long latest(int offset) {
      for (int i = 0; i < ends.size(); i++) {
        if (ends.get(i) > offset) {
          return i + 1L;
        }
      }
      return 100;
    }

    public long earliest(int offset) {
      long without = -1;
      for (int i = 0; i < ends.size() && ends.get(i) <= offset; i++) {
        without = i + 1L;
      }
      return without;
    }
  }
}
