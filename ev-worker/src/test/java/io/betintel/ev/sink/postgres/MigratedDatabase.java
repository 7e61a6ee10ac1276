package io.betintel.ev.sink.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.migrations.Migrator;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.localstack.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of a test's own, with all tables. */
public final class MigratedDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final HikariDataSource pool;

  public MigratedDatabase(PostgresServer postgres) {
    String url = postgres.createDatabase("sink_" + COUNT.incrementAndGet());
    try {
      new Migrator(url, postgres.user(), postgres.password(), waiting -> {})
          .migrate(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    pool =
        PostgresPool.of(new PostgresConfig(url, postgres.user(), postgres.password(), 5), "test");
  }

  public HikariDataSource pool() {
    return pool;
  }

  public void execute(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The rows, one a line, columns separated by a bar. */
  public String query(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      StringJoiner rows = new StringJoiner("\n");
      while (row.next()) {
        StringJoiner columns = new StringJoiner("|");
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.add(row.getString(i));
        }
        rows.add(columns.toString());
      }
      return rows.toString();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
