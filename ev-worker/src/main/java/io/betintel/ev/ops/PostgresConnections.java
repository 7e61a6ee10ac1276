package io.betintel.ev.ops;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Opens connections that also work through a pooler in transaction mode: there, statements that the
 * driver would prepare by name for later belong to a session that the next transaction does not
 * have. The URL's own {@code prepareThreshold} wins.
 */
public final class PostgresConnections implements DataSource {
  /**
   * For each transaction that writes, of which no two statements are seconds apart. A client that
   * the network has cut off is not missed by the server: its open transaction would keep its locks,
   * and whoever takes over would wait for them.
   */
  public static final String ENDS_WHEN_LEFT =
      "SET LOCAL idle_in_transaction_session_timeout = '15s'";

  private static final String PREPARE = "prepareThreshold";
  private static final String ANSWER = "socketTimeout";

  /** A server that vanished silently must not block a thread for ever. */
  static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  /** Of each step of a login: one that was accepted and gets no word is given up sooner. */
  private static final Duration LONGEST_LOGIN = Duration.ofSeconds(10);

  /** By name: 13 has none. */
  private static final String MAY_IDLE =
      "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'";

  private final PostgresConfig config;
  private final Duration longestAnswer;
  private final Properties properties = new Properties();

  /**
   * @param applicationName what {@code pg_stat_activity} shows
   */
  public PostgresConnections(PostgresConfig config, String applicationName) {
    this(config, applicationName, LONGEST_ANSWER);
  }

  /**
   * @param longestAnswer how long the server may take to answer a statement; {@code socketTimeout}
   *     in the URL wins
   */
  PostgresConnections(PostgresConfig config, String applicationName, Duration longestAnswer) {
    this.config = config;
    this.longestAnswer = longestAnswer;
    // Parameters in the URL win.
    properties.setProperty("connectTimeout", "3");
    properties.setProperty(ANSWER, Long.toString(LONGEST_LOGIN.toSeconds()));
    properties.setProperty("ApplicationName", applicationName);
  }

  /** One connection, which fails within seconds while the database is away. */
  public static Connection open(PostgresConfig config, String applicationName) throws SQLException {
    return new PostgresConnections(config, applicationName).getConnection();
  }

  /**
   * One connection whose transaction has no snapshot between two statements, however long it is
   * open: the driver leaves no query behind. With a snapshot, an index that is built concurrently
   * would wait for it, and dead rows would stay.
   */
  public static Connection openWithoutSnapshot(PostgresConfig config, String applicationName)
      throws SQLException {
    PostgresConnections connections = new PostgresConnections(config, applicationName);
    connections.properties.setProperty("preferQueryMode", "simple");
    return connections.getConnection();
  }

  /**
   * A session that waits while others work must not be ended for it. Behind a pooler no session
   * waits, and none is changed.
   */
  public static void letIdle(Connection connection) throws SQLException {
    if (!pooled(connection)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(MAY_IDLE);
      }
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(config.user(), config.password());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    Properties login = new Properties();
    login.putAll(properties);
    login.setProperty("user", user);
    login.setProperty("password", password);
    Connection connection = DriverManager.getConnection(config.url(), login);
    try {
      if (!config.url().contains(PREPARE + "=") && pooled(connection)) {
        connection.unwrap(PGConnection.class).setPrepareThreshold(0);
      }
      if (!config.url().contains(ANSWER + "=")) {
        connection.setNetworkTimeout(Runnable::run, (int) longestAnswer.toMillis());
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A pooler gives its clients a process number of its own. */
  private static boolean pooled(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
    }
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // The driver logs by itself.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The URL's connectTimeout says it.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("not a " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
