package io.betintel.ev.rehearse;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement that ran, or several that differ only in numbers.
 *
 * @param part the migration or the step that it is of
 * @param times how often it ran
 * @param time in all
 * @param lock the strongest that it holds, as SQL spells it; empty for none that others could want
 * @param on what is locked so
 * @param earlier whether an earlier statement of its transaction took that lock
 * @param rewritten rows by table that was written anew
 * @param written rows that it inserted, updated or deleted
 * @param waiting the longest that others would wait, from the statement on to the end of its
 *     transaction
 */
public record Measured(
    String part,
    String statement,
    long times,
    Duration time,
    String lock,
    List<String> on,
    boolean earlier,
    Map<String, Long> rewritten,
    long written,
    Wait waiting) {
  public Measured {
    on = List.copyOf(on);
    rewritten = Map.copyOf(rewritten);
  }

  boolean isLike(Measured other) {
    return part.equals(other.part)
        && lock.equals(other.lock)
        && on.equals(other.on)
        && shape(statement).equals(shape(other.statement));
  }

  Measured and(Measured other) {
    Map<String, Long> both = new HashMap<>(rewritten);
    other.rewritten.forEach((table, rows) -> both.merge(table, rows, Long::sum));
    return new Measured(
        part,
        statement,
        times + other.times,
        time.plus(other.time),
        lock,
        on,
        earlier && other.earlier,
        both,
        written + other.written,
        waiting.or(other.waiting));
  }

  private static String shape(String sql) {
    return sql.replaceAll("\\d+", "0");
  }
}
