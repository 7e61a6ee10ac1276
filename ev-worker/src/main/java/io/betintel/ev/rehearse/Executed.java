package io.betintel.ev.rehearse;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A statement whose transaction is still open.
 *
 * @param nanos how long it took
 * @param fresh the locks that it took
 * @param held all locks that its transaction holds after it
 */
record Executed(
    String part,
    String sql,
    long nanos,
    Set<Taken> fresh,
    Set<Taken> held,
    Map<String, Long> rewritten,
    long written) {
  Executed {
    fresh = Set.copyOf(fresh);
    held = Set.copyOf(held);
    rewritten = Map.copyOf(rewritten);
  }

  /**
   * @param heldNanos from its beginning to the end of its transaction
   */
  Measured measured(long heldNanos) {
    // A reader's lock beside a stronger one is no news.
    boolean earlier =
        fresh.stream().noneMatch(taken -> taken.mode().compareTo(LockMode.ROW_EXCLUSIVE) >= 0)
            && !fresh.equals(held);
    Set<Taken> locks = earlier ? held : fresh;
    LockMode strongest =
        locks.stream().map(Taken::mode).max(Comparator.naturalOrder()).orElse(null);
    List<String> on =
        locks.stream()
            .filter(taken -> taken.mode() == strongest)
            // Tables first.
            .sorted(Comparator.comparing(Taken::table).reversed().thenComparing(Taken::on))
            .map(Taken::on)
            .distinct()
            .toList();
    Wait wait =
        fresh.stream().map(taken -> wait(taken, heldNanos)).reduce(Wait::or).orElse(Wait.NONE);
    return new Measured(
        part,
        Meter.oneLine(sql),
        1,
        Duration.ofNanos(nanos),
        strongest == null ? "" : strongest.label(),
        on,
        earlier && strongest != null,
        rewritten,
        written,
        wait);
  }

  static Wait wait(Taken taken, long nanos) {
    Duration time = Duration.ofNanos(nanos);
    return new Wait(
        taken.stopsWriters() ? time : Duration.ZERO, taken.stopsReaders() ? time : Duration.ZERO);
  }
}
