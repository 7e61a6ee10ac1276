package io.betintel.ev.rehearse;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured.
 *
 * @param statements in the order in which they first ran
 * @param waits of others by table; a table without a wait is left out
 * @param failed the statement at which it ended; empty if all ran
 */
public record Rehearsal(
    List<Measured> statements, SortedMap<String, Wait> waits, Optional<Failure> failed) {
  public Rehearsal {
    statements = List.copyOf(statements);
    waits = new TreeMap<>(waits);
  }
}
