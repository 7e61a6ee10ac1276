package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;

/** The pool for queries: what it forbids, and what it leaves behind in the session. */
@ExtendWith(LocalStackExtension.class)
final class PostgresPoolIT {
  private final HikariDataSource pool;

  PostgresPoolIT(PostgresServer postgres) {
    pool =
        PostgresPool.readOnly(
            new PostgresConfig(
                postgres.createDatabase("read_pool"), postgres.user(), postgres.password(), 5),
            "test",
            1,
            Duration.ofMillis(300),
            new SimpleMeterRegistry());
  }

  @AfterEach
  void close() {
    pool.close();
  }

  /** The one connection gives all three answers, each in a transaction of its own. */
  @Test
  void itReadsAndNeitherWritesNorWaitsForLong() throws SQLException {
    assertThat(refusal("CREATE TABLE written (id int)")).isEqualTo("25006");
    assertThat(refusal("SELECT pg_sleep(20)")).isEqualTo("57014");
    assertThat(texts("SELECT 'read'")).containsExactly("read");
  }

  /** As a neighbour of a pooler in transaction mode would find it. */
  @Test
  void sessionIsAsItWas() throws SQLException {
    BaseConnection session;
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      session = connection.unwrap(BaseConnection.class);
      statement.execute("SELECT 1");
    }
    try (Statement neighbour = session.createStatement();
        ResultSet row =
            neighbour.executeQuery(
                // A pooler gives each client its own application_name.
                "SELECT string_agg(name, ', ') FROM pg_settings WHERE source = 'session'"
                    + " AND name <> 'application_name'")) {
      row.next();
      assertThat(row.getString(1)).isNull();
    }
    assertThat(session.getAutoCommit()).isTrue();
    assertThat(session.unwrap(PGConnection.class).getPrepareThreshold()).isEqualTo(5); // no pooler
  }

  /** The server cancels a query after 300 ms; 2 s later it counts as gone. */
  @Test
  void serverThatVanishedHoldsNoQueryForLong() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(2_300);
    }
  }

  private String refusal(String sql) {
    return catchThrowableOfType(SQLException.class, () -> texts(sql)).getSQLState();
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }
}
