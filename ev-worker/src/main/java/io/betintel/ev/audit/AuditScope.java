package io.betintel.ev.audit;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was looked at.
 *
 * @param at when the audit began
 * @param from the first offset of {@code odds.events} that was read, by partition
 * @param to the offset that the workers had reached, by partition
 * @param truncated whether records before {@code from} existed once
 * @param passes how often the topics were read, each time for other events
 */
public record AuditScope(
    Instant at,
    SortedMap<Integer, Long> from,
    SortedMap<Integer, Long> to,
    boolean truncated,
    int passes) {

  static AuditScope of(
      Instant at, Map<Integer, Long> from, Map<Integer, Long> to, boolean truncated, int passes) {
    return new AuditScope(at, new TreeMap<>(from), new TreeMap<>(to), truncated, passes);
  }

  /** How many offsets lie between. */
  public long offsets() {
    long offsets = 0;
    for (Map.Entry<Integer, Long> end : to.entrySet()) {
      offsets += Math.max(0, end.getValue() - from.getOrDefault(end.getKey(), 0L));
    }
    return offsets;
  }
}
