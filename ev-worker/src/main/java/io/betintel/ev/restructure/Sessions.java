package io.betintel.ev.restructure;

import io.betintel.ev.migrations.Pooler;
import io.betintel.ev.ops.PostgresConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;

/** Connections of an operator's run. */
final class Sessions {
  /** Names it in pg_stat_activity. */
  static final String NAME = "ev-worker restructure";

  // What a role or a database sets for its clients must not end an index's build. By name: 13 to 16
  // have no transaction_timeout. An index is built by one process: parallel workers would end
  // sooner
  // and take the cores that clients need meanwhile.
  private static final String UNHURRIED =
      """
      SELECT set_config(name, '0', false) FROM pg_settings
      WHERE name IN ('statement_timeout', 'transaction_timeout',
                     'idle_in_transaction_session_timeout', 'idle_session_timeout', 'lock_timeout',
                     'max_parallel_maintenance_workers')
      """;

  private Sessions() {}

  static Connection open(PostgresConfig config) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    properties.setProperty("ApplicationName", NAME);
    Connection connection = DriverManager.getConnection(config.url(), properties);
    try (PreparedStatement select = connection.prepareStatement(UNHURRIED)) {
      Pooler.refuse(
          connection,
          () -> DriverManager.getConnection(config.url(), properties),
          "A change of the type");
      select.execute();
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  static void rollback(Connection connection, SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException lost) {
      cause.addSuppressed(lost);
    }
  }

  /** Leaves a connection that is gone alone: what has failed is the news. */
  static void autoCommit(Connection connection) throws SQLException {
    if (!connection.isClosed()) {
      connection.setAutoCommit(true);
    }
  }
}
