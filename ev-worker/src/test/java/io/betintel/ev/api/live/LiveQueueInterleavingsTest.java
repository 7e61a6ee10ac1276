package io.betintel.ev.api.live;

import io.betintel.ev.harness.Interleavings;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * A client's writer takes from the queue while others put into it: frames come in their order, of a
 * line only the newest, and the bytes are those of what waits.
 */
final class LiveQueueInterleavingsTest {
  private static final int LIMIT = 10;

  @Test
  void frameIsTakenOnceAndItsBytesAreCounted() {
    Interleavings.check(Shared.class, Apart.class);
  }

  /** The code under test; a frame is as many bytes as its number. */
  public static final class Shared {
    private static final BetType TOTALS = new BetType("totals");

    private final LiveQueue queue = new LiveQueue(LIMIT);

    @Operation
    public boolean put(
        @Param(gen = IntGen.class, conf = "1:2") int line,
        @Param(gen = IntGen.class, conf = "3:6") int bytes) {
      return queue.put(TOTALS, new LineId("line " + line), new byte[bytes]);
    }

    @Operation
    public void say(@Param(gen = IntGen.class, conf = "1:2") int bytes) {
      queue.say(new byte[bytes]);
    }

    @Operation
    public int poll() {
      return queue.poll().map(frame -> frame.length).orElse(0);
    }

    @Operation
    public void forget() {
      queue.forget(TOTALS);
    }

    @Operation
    public void clear() {
      queue.clear();
    }

    @Operation
    public long bytes() {
      return queue.bytes();
    }

    @Operation
    public boolean isEmpty() {
      return queue.isEmpty();
    }
  }

  /** For one thread. */
  public static final class Apart {
    /** The line, 0 for none, and its bytes. */
    private final List<int[]> frames = new ArrayList<>();

    public boolean put(int line, int bytes) {
      frames.removeIf(frame -> frame[0] == line);
      frames.add(new int[] {line, bytes});
      return bytes() <= LIMIT;
    }

    public void say(int bytes) {
      frames.add(new int[] {0, bytes});
    }

    public int poll() {
      return frames.isEmpty() ? 0 : frames.remove(0)[1];
    }

    public void forget() {
      frames.removeIf(frame -> frame[0] != 0);
    }

    public void clear() {
      frames.clear();
    }

    public long bytes() {
      return frames.stream().mapToInt(frame -> frame[1]).sum();
    }

    public boolean isEmpty() {
      return frames.isEmpty();
    }
  }
}
