package io.betintel.ev.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * Finds a pooler that gives one session to several clients by turns, as PgBouncer does in
 * transaction mode. What needs a session of its own refuses it: a lock or a setting of the session
 * would stay behind for others.
 */
public final class Pooler {
  /** How often both ask: another client may take the session in between. */
  private static final int LOOKS = 20;

  private static final String FEATURE_NOT_SUPPORTED = "0A000";

  private Pooler() {}

  /** Opens another connection to the same address. */
  public interface Opening {
    Connection open() throws SQLException;
  }

  /**
   * @param connection in no transaction
   * @param what needs a session of its own, as a sentence's subject
   * @throws SQLException if the connection's session is shared; says what to do
   */
  public static void refuse(Connection connection, Opening other, String what) throws SQLException {
    // A pooler gives its clients a process number of its own.
    int process = process(connection);
    if (process == connection.unwrap(PGConnection.class).getBackendPID()) {
      return;
    }
    try (Connection second = other.open()) {
      for (int look = 0; look < LOOKS; look++) {
        if (process(second) == process || process(connection) != process) {
          throw new SQLException(
              what
                  + " needs a session of its own, and this address leads to a pooler in transaction"
                  + " mode, which gives sessions to other clients: set EV_POSTGRES_DIRECT_URL to"
                  + " PostgreSQL itself, or to a pool in session mode",
              FEATURE_NOT_SUPPORTED);
        }
      }
    }
  }

  private static int process(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }
}
