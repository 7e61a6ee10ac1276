package io.betintel.ev.catalogue;

import io.betintel.ev.harness.Interleavings;
import java.util.TreeMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Two tasks come, move snapshots and go while the catalogue's thread says how far the worker is: it
 * never says more than the slowest task has done.
 */
final class AliasMovesInterleavingsTest {

  @Test
  void workerIsAsFarAsItsSlowestTask() {
    Interleavings.check(Shared.class, Apart.class);
  }

  /** The code under test. */
  public static final class Shared {
    private final AliasMoves moves = new AliasMoves();
    private AliasMoves.Task first;
    private AliasMoves.Task second;

    @Operation(nonParallelGroup = "first task")
    public void first(@Param(gen = IntGen.class, conf = "2:9") int version) {
      first = next(first, 1, version);
    }

    @Operation(nonParallelGroup = "second task")
    public void second(@Param(gen = IntGen.class, conf = "2:9") int version) {
      second = next(second, 2, version);
    }

    /** It begins, or reaches an even version, or ends at an odd one. */
    private AliasMoves.Task next(AliasMoves.Task task, int partition, int version) {
      if (task == null) {
        return moves.begin(partition);
      }
      if (version % 2 == 0) {
        task.reached(version);
        return task;
      }
      task.close();
      return null;
    }

    @Operation
    public String upTo() {
      AliasMoves.Moved moved = moves.upTo(20);
      return moved.version() + " " + moved.partitions().stream().sorted().toList();
    }
  }

  /** For one thread. */
  public static final class Apart {
    private final TreeMap<Integer, Integer> reached = new TreeMap<>();

    public void first(int version) {
      next(1, version);
    }

    public void second(int version) {
      next(2, version);
    }

    private void next(int partition, int version) {
      if (!reached.containsKey(partition)) {
        reached.put(partition, 1);
      } else if (version % 2 == 0) {
        reached.put(partition, version);
      } else {
        reached.remove(partition);
      }
    }

    public String upTo() {
      int version = reached.values().stream().mapToInt(Integer::intValue).min().orElse(20);
      return version + " " + reached.keySet();
    }
  }
}
