package io.betintel.ev.ops;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Gives connections in a transaction that can only read, with a limit of time for each statement.
 *
 * <p>Rejected: the same settings for the session, or as startup options. Behind a pooler in
 * transaction mode a session's settings reach its next client, whose writes then fail; and a pooler
 * may refuse startup options.
 */
final class ReadOnlyPool extends HikariDataSource {
  private final String begin;

  ReadOnlyPool(HikariConfig config, Duration queryTimeout) {
    super(config);
    this.begin =
        "SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = " + queryTimeout.toMillis();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(begin);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
