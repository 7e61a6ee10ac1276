package io.betintel.ev.rehearse;

import io.betintel.ev.ops.DatabaseTrouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what is measured. Used by one thread. */
public final class Meter {
  private final Counted counted;
  private final Observer observer;
  private final List<Measured> statements = new ArrayList<>();
  private final SortedMap<String, Wait> waits = new TreeMap<>();
  private Failure failed;
  private String part;

  /** Which statements are measured: those of the migration, not those of the tool. */
  public interface Counted {
    /**
     * @param sql as it is sent
     * @param prepared whether it has parameters
     */
    boolean test(String sql, boolean prepared);
  }

  /** Opens sessions that look at the locks of one that cannot look itself. */
  public interface Observer {
    Connection open() throws SQLException;
  }

  public Meter(Counted counted, Observer observer) {
    this.counted = counted;
    this.observer = observer;
  }

  /**
   * What runs from now on is of this part.
   *
   * @param name a migration or a step; null if nothing that runs is measured
   */
  public void part(String name) {
    part = name;
  }

  /** Measures what runs on the connection. */
  public Connection watch(Connection connection) {
    return MeteredConnection.of(connection, this);
  }

  /** What was measured so far. */
  public Rehearsal rehearsal() {
    return new Rehearsal(statements, waits, Optional.ofNullable(failed));
  }

  boolean counts(String sql, boolean prepared) {
    return part != null && counted.test(sql, prepared);
  }

  Observer observer() {
    return observer;
  }

  String part() {
    return part;
  }

  void failed(String sql, SQLException failure) {
    failed = new Failure(part, oneLine(sql), DatabaseTrouble.text(failure));
  }

  /** A transaction was committed; one that failed before, and was tried again, counts no more. */
  void committed(List<Executed> entries, long commitNanos) {
    failed = null;
    long held = commitNanos;
    List<Measured> measured = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      Executed entry = entries.get(i);
      held += entry.nanos();
      measured.add(0, entry.measured(held));
      for (Taken taken : entry.fresh()) {
        if (taken.stopsWriters()) {
          waits.merge(taken.on(), Executed.wait(taken, held), Wait::or);
        }
      }
    }
    measured.forEach(this::add);
  }

  private void add(Measured measured) {
    for (int i = statements.size() - 1; i >= 0; i--) {
      Measured earlier = statements.get(i);
      if (!earlier.part().equals(measured.part())) {
        break;
      }
      if (earlier.isLike(measured)) {
        statements.set(i, earlier.and(measured));
        return;
      }
    }
    statements.add(measured);
  }

  static String oneLine(String sql) {
    return sql.strip().replaceAll("\\s+", " ");
  }
}
