package io.betintel.ev.rehearse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Measures the statements of one connection. */
final class MeteredTransaction {
  /** These commit on their own; whoever looks at their locks must do so meanwhile. */
  private static final Pattern ALONE =
      Pattern.compile("(?is)\\s*(VACUUM\\b|.*\\bCONCURRENTLY\\b|REINDEX (DATABASE|SYSTEM)\\b).*");

  private static final String WRITTEN =
      """
      SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_xact_user_tables
      """;

  private final Connection connection;
  private final Meter meter;
  private final List<Executed> open = new ArrayList<>();
  private Inventory known;
  private Inventory last;
  private Set<Held> held = Set.of();
  private long written;
  private int process;

  MeteredTransaction(Connection connection, Meter meter) {
    this.connection = connection;
    this.meter = meter;
  }

  /** A call of the driver. */
  interface Call {
    Object run() throws Throwable;
  }

  Object statement(String sql, Call call) throws Throwable {
    boolean alone = connection.getAutoCommit();
    if (alone && ALONE.matcher(sql).matches()) {
      return concurrently(sql, call);
    }
    if (!alone) {
      return inTransaction(sql, call);
    }
    // The same to everybody else, and its locks are there to be looked at before it ends.
    connection.setAutoCommit(false);
    try {
      Object result = inTransaction(sql, call);
      commit(connection::commit);
      return result;
    } catch (SQLException e) {
      rolledBack();
      connection.rollback();
      throw e;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }

  private Object inTransaction(String sql, Call call) throws Throwable {
    if (known == null) {
      known = Inventory.read(connection);
      last = known;
      written = written();
    }
    long began = System.nanoTime();
    Object result;
    try {
      result = call.run();
    } catch (SQLException e) {
      meter.failed(sql, e);
      throw e;
    }
    long nanos = System.nanoTime() - began;
    Set<Held> now = Held.by(process(), connection);
    Inventory after = Inventory.read(connection);
    long rows = written();
    open.add(
        new Executed(
            meter.part(),
            sql,
            nanos,
            fresh(now),
            taken(now, known),
            last.rewritten(after, connection),
            rows - written));
    held = now;
    last = after;
    written = rows;
    return result;
  }

  private Object concurrently(String sql, Call call) throws Throwable {
    Inventory before = Inventory.read(connection);
    long began = System.nanoTime();
    try (LockPoll poll = LockPoll.of(process(), meter.observer())) {
      Object result = call.run();
      long nanos = System.nanoTime() - began;
      Set<Taken> taken = taken(poll.seen(), before);
      Map<String, Long> rewritten = before.rewritten(Inventory.read(connection), connection);
      meter.committed(
          List.of(new Executed(meter.part(), sql, nanos, taken, taken, rewritten, 0)), 0);
      return result;
    } catch (SQLException e) {
      meter.failed(sql, e);
      throw e;
    }
  }

  /** Ends the transaction, which lets its locks go. */
  void commit(SqlCall call) throws SQLException {
    long began = System.nanoTime();
    call.run();
    if (!open.isEmpty()) {
      meter.committed(open, System.nanoTime() - began);
    }
    rolledBack();
  }

  /** Nothing of it has happened. */
  void rolledBack() {
    open.clear();
    known = null;
    held = Set.of();
  }

  /** What ends a transaction. */
  interface SqlCall {
    void run() throws SQLException;
  }

  /** A lock that became stronger is a new one; one beside a stronger one changes nothing. */
  private Set<Taken> fresh(Set<Held> now) {
    Set<Held> fresh = new HashSet<>(now);
    fresh.removeIf(lock -> held.stream().anyMatch(lock::isCoveredBy));
    return taken(fresh, known);
  }

  private static Set<Taken> taken(Set<Held> locks, Inventory known) {
    Set<Taken> taken = new HashSet<>();
    locks.forEach(lock -> lock.named(known).ifPresent(taken::add));
    return taken;
  }

  private long written() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(WRITTEN)) {
      row.next();
      return row.getLong(1);
    }
  }

  private int process() throws SQLException {
    if (process != 0) {
      return process;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      process = row.getInt(1);
      return process;
    }
  }
}
