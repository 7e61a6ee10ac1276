package io.betintel.ev.api.live;

import io.betintel.ev.harness.Interleavings;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * The thread that hears of changes adds them, and the one that distributes takes them: each is
 * taken once, and none is lost between the two.
 */
final class ChangedLinesInterleavingsTest {

  @Test
  void eachChangeIsTakenOnce() {
    Interleavings.check(Shared.class, Apart.class);
  }

  /** The code under test. */
  public static final class Shared {
    private static final List<BetType> TYPES =
        List.of(new BetType("totals"), new BetType("spreads"));

    private final ChangedLines lines = new ChangedLines();

    @Operation
    public int add(
        @Param(gen = IntGen.class, conf = "0:1") int type,
        @Param(gen = IntGen.class, conf = "1:3") int line) {
      return lines.add(TYPES.get(type), Set.of(new LineId("line " + line)));
    }

    @Operation
    public void forget(@Param(gen = IntGen.class, conf = "0:1") int type) {
      lines.forget(TYPES.get(type));
    }

    @Operation
    public void clear() {
      lines.clear();
    }

    @Operation
    public String take() {
      SortedMap<String, String> taken = new TreeMap<>();
      lines.take().forEach((type, ids) -> taken.put(type.symbol(), ids.toString()));
      return taken.toString();
    }
  }

  /** For one thread. */
  public static final class Apart {
    private final TreeMap<String, LinkedHashSet<String>> lines = new TreeMap<>();

    public int add(int type, int line) {
      LinkedHashSet<String> ids =
          lines.computeIfAbsent(name(type), unused -> new LinkedHashSet<>());
      ids.add("line " + line);
      return ids.size();
    }

    public void forget(int type) {
      lines.remove(name(type));
    }

    public void clear() {
      lines.clear();
    }

    public String take() {
      String taken = lines.toString();
      lines.clear();
      return taken;
    }

    private static String name(int type) {
      return type == 0 ? "totals" : "spreads";
    }
  }
}
