package io.betintel.ev.sink.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Empties {@code events}, {@code bets} and {@code lines_without_label} and deletes the positions,
 * in one transaction. A running sink notices that its positions are gone and starts at the
 * beginning of the topic, so nothing has to be stopped. {@code bet_history} is append-only and is
 * kept.
 */
public final class PostgresRebuild {
  private static final int TRIES = 30;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final DataSource dataSource;

  public PostgresRebuild(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * @throws SQLException if the database is away, or readers hold the tables for a minute
   */
  public void run() throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        empty();
        return;
      } catch (SQLException e) {
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private void empty() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        // A TRUNCATE that waits for a long reader would make all others wait behind it.
        statement.execute("SET LOCAL lock_timeout = '2s'");
        // The positions first: the sink locks in this order too.
        statement.execute("DELETE FROM sink_offsets WHERE sink = '" + PostgresSink.NAME + "'");
        statement.execute("TRUNCATE events, bets, lines_without_label");
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }
}
