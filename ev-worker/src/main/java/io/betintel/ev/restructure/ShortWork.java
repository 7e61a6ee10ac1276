package io.betintel.ev.restructure;

import io.betintel.ev.migrations.Obstacle;
import io.betintel.ev.ops.RetryPause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Does something in one transaction that waits for locks only shortly, because others queue behind
 * it; does it again, after a pause, until it gets them.
 */
final class ShortWork {
  private static final RetryPause PAUSE =
      new RetryPause(Duration.ofMillis(100), Duration.ofSeconds(2));

  private static final String HOLDERS =
      """
      SELECT DISTINCT 'process ' || a.pid || coalesce(' of ' || a.usename, '')
        || coalesce(' (' || nullif(a.application_name, '') || ')', '')
        || coalesce(', ' || a.state, '') || coalesce(', in a transaction since '
             || date_trunc('second', clock_timestamp() - a.xact_start)::text, '')
        || coalesce(': ' || nullif(left(regexp_replace(a.query, '\\s+', ' ', 'g'), 60), ''), '')
      FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.granted AND l.pid <> pg_backend_pid() AND l.relation::bigint::text = ANY (?)
        AND a.xact_start < clock_timestamp() - interval '100 ms'
      ORDER BY 1 LIMIT 3
      """;

  private final Connection connection;
  private final RestructurePace pace;
  private final Watch watch;

  ShortWork(Connection connection, RestructurePace pace, Watch watch) {
    this.connection = connection;
    this.pace = pace;
    this.watch = watch;
  }

  /** What is done in the transaction. */
  interface Work<T> {
    T run() throws SQLException, RestructureRefusal;
  }

  /**
   * @param what for people
   * @param columns whose tables are locked
   * @throws RestructureRefusal if the patience is over
   */
  <T> T run(String what, List<EnumColumn> columns, Work<T> work)
      throws SQLException, InterruptedException, RestructureRefusal {
    long deadline = System.nanoTime() + pace.patience().toNanos();
    String said = "";
    for (long failures = 1; true; failures++) {
      try {
        return once(work);
      } catch (SQLException e) {
        if (Obstacle.of(e) != Obstacle.LOCKED) {
          throw e;
        }
        String holders = holders(columns);
        if (System.nanoTime() - deadline >= 0) {
          throw new RestructureRefusal(
              List.of(
                  what
                      + " did not get its lock"
                      + (holders.isEmpty() ? "" : ", which " + holders + " has")
                      + ": let it end, then --resume goes on"));
        }
        String waiting = what + " waits for " + (holders.isEmpty() ? "a lock" : holders);
        if (failures > 1 && !waiting.equals(said)) {
          watch.waiting(waiting);
          said = waiting;
        }
      }
      Thread.sleep(PAUSE.after(failures, ThreadLocalRandom.current()).toMillis());
    }
  }

  private <T> T once(Work<T> work) throws SQLException, RestructureRefusal {
    connection.setAutoCommit(false);
    try {
      limit(pace.lock().toMillis());
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException e) {
      Sessions.rollback(connection, e);
      throw e;
    } catch (RestructureRefusal | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      Sessions.autoCommit(connection);
    }
  }

  /**
   * Takes locks within the transaction, one after another. All of them together are waited for no
   * longer than one: who needs the first queues behind it until the last is taken.
   *
   * @param first statements that take a lock each
   * @param between is done when the first are held
   * @return false, without the last locks, if what is between says so
   */
  boolean lock(List<String> first, Work<Boolean> between, List<String> last)
      throws SQLException, RestructureRefusal {
    long end = System.nanoTime() + pace.lock().toNanos();
    lock(first, end);
    if (!between.run()) {
      return false;
    }
    lock(last, end);
    limit(pace.lock().toMillis());
    return true;
  }

  private void lock(List<String> statements, long end) throws SQLException {
    for (String sql : statements) {
      limit(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      Rows.execute(connection, List.of(sql));
    }
  }

  private void limit(long milliseconds) throws SQLException {
    Rows.execute(connection, List.of("SET LOCAL lock_timeout = '" + milliseconds + "ms'"));
  }

  private String holders(List<EnumColumn> columns) throws SQLException {
    return String.join(
        "; ",
        Rows.texts(
            connection,
            HOLDERS,
            columns.stream().map(column -> Long.toString(column.relationId())).toList()));
  }
}
