package io.betintel.ev.rollout;

import io.betintel.ev.catalogue.CatalogueRow;
import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.migrations.Obstacle;
import io.betintel.ev.migrations.Preflight;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresConnections;
import io.betintel.ev.ops.RetryPause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * One session at a time changes which bet types exist, in the database or in the registry: a lock
 * of PostgreSQL, held until this is closed. Two registrars at once could overtake each other.
 *
 * <p>An open transaction holds the lock, on a connection of its own: a pooler in transaction mode
 * would give a session that holds it to other clients. Between its statements the transaction has
 * no snapshot, so nothing waits for it, not even an index that is built concurrently.
 */
public final class RolloutTurn implements AutoCloseable {
  private static final RetryPause PAUSE =
      new RetryPause(Duration.ofMillis(100), Duration.ofSeconds(2));

  /** The name is older than the other commands that take it, and builds share it. */
  private static final String TAKE =
      "SELECT pg_try_advisory_xact_lock(hashtextextended('ev-worker bet-types add', 0))";

  // What a role or a database sets for its clients must not end the wait for a registry. By name:
  // 13 to 16 have no transaction_timeout.
  private static final String PATIENT =
      """
      SELECT set_config(name, '0', true) FROM pg_settings
      WHERE name IN ('transaction_timeout', 'idle_in_transaction_session_timeout')
      """;

  private static final String HELD =
      """
      SELECT EXISTS (SELECT FROM pg_locks
        WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted)
      """;

  private static final String APPLICATION = "ev-worker bet-types";

  /** Names the session that holds the lock in pg_stat_activity; an operator's warnings skip it. */
  private static final String LOCK_HOLDER = "ev-worker turn";

  private final Consumer<String> progress;
  private final long deadline;
  private Connection connection;
  private Connection lock;

  private RolloutTurn(Duration patience, Consumer<String> progress) {
    this.progress = progress;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /**
   * Connects, and waits until no other session has the turn.
   *
   * @param patience the longest wait for the database and for others, in total
   * @param progress takes what is waited for, for people
   * @throws RefusedException if the wait takes too long
   */
  public static RolloutTurn take(
      PostgresConfig postgres, Duration patience, Consumer<String> progress)
      throws SQLException, RefusedException, InterruptedException {
    RolloutTurn turn = new RolloutTurn(patience, progress);
    try {
      turn.connection = turn.connect(() -> PostgresConnections.open(postgres, APPLICATION));
      turn.lock =
          turn.connect(() -> PostgresConnections.openWithoutSnapshot(postgres, LOCK_HOLDER));
      turn.take();
      return turn;
    } catch (SQLException | RefusedException | InterruptedException e) {
      turn.close();
      throw e;
    }
  }

  /** The bet types of the catalogue, those first that were added first. */
  public List<String> catalogue() throws SQLException {
    return new CatalogueTable()
        .read(connection).rows().values().stream()
            .sorted(
                Comparator.comparing(CatalogueRow::addedAt)
                    .thenComparing(row -> row.betType().symbol()))
            .map(row -> row.betType().symbol())
            .toList();
  }

  /**
   * Makes sure that it is still the turn of this: if the server has ended the session, another may
   * have the turn by now.
   *
   * @throws SQLException if it has not
   */
  public void requireHeld() throws SQLException {
    try (PreparedStatement select = lock.prepareStatement(HELD);
        ResultSet row = select.executeQuery()) {
      row.next();
      if (!row.getBoolean(1)) {
        throw new SQLException("the turn is lost: the transaction that held it was ended", "08006");
      }
    }
  }

  Connection connection() {
    return connection;
  }

  /**
   * Pauses before another attempt, as long as the patience lasts.
   *
   * @param failures from 1
   * @param cause may be null
   * @throws RefusedException if the patience is over
   */
  void waitFor(String what, long failures, SQLException cause)
      throws RefusedException, InterruptedException {
    if (System.nanoTime() - deadline >= 0) {
      throw new RefusedException(
          "Nothing was changed: gave up waiting for " + what + ". Try again when it has ended",
          cause);
    }
    if (failures == 1) {
      progress.accept("Waiting for " + what);
    }
    Thread.sleep(PAUSE.after(failures, ThreadLocalRandom.current()).toMillis());
  }

  /** A step that may fail because another session holds a lock. */
  interface Step<T> {
    T take() throws SQLException;
  }

  /**
   * Takes the step again while another session holds a lock that it needs.
   *
   * @throws RefusedException if a lock is held for too long; names the holder
   */
  <T> T whileLocked(Step<T> step) throws SQLException, RefusedException, InterruptedException {
    for (long failures = 1; true; failures++) {
      try {
        return step.take();
      } catch (SQLException e) {
        if (Obstacle.of(e) != Obstacle.LOCKED) {
          throw e;
        }
        waitFor(describeHolders(), failures, e);
      }
    }
  }

  /** After a failure, to which it adds its own. */
  static void rollBack(Connection connection, SQLException failure) {
    try {
      connection.rollback();
    } catch (SQLException lost) {
      failure.addSuppressed(lost);
    }
  }

  private String describeHolders() throws SQLException {
    List<String> holders = new Preflight(connection).holders();
    return holders.isEmpty()
        ? "a lock on bet_types"
        : "the type's lock, held by " + String.join("; ", holders);
  }

  private Connection connect(Step<Connection> opening)
      throws SQLException, RefusedException, InterruptedException {
    for (long failures = 1; true; failures++) {
      try {
        return opening.take();
      } catch (SQLException e) {
        if (Obstacle.of(e) != Obstacle.AWAY) {
          throw e;
        }
        waitFor("PostgreSQL, " + DatabaseTrouble.describe(e), failures, e);
      }
    }
  }

  private void take() throws SQLException, RefusedException, InterruptedException {
    PostgresConnections.letIdle(connection);
    lock.setAutoCommit(false);
    for (long failures = 1; true; failures++) {
      try (PreparedStatement patient = lock.prepareStatement(PATIENT);
          PreparedStatement select = lock.prepareStatement(TAKE)) {
        patient.execute();
        try (ResultSet row = select.executeQuery()) {
          row.next();
          if (row.getBoolean(1)) {
            return;
          }
        }
      }
      lock.rollback();
      waitFor("another session that adds bet types or registers schemas", failures, null);
    }
  }

  @Override
  @SuppressWarnings("try") // both are closed, whatever the other does
  public void close() throws SQLException {
    try (Connection first = lock;
        Connection second = connection) {
      // Closed in order; the end of the connection ends the transaction.
    }
  }
}
