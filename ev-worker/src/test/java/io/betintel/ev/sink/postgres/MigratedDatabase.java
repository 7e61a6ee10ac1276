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
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;

/** A database with all tables, for one test. */
public final class MigratedDatabase implements AutoCloseable {
  private static final String ORIGINAL = "migrated";
  private static final Set<PostgresServer> MIGRATED = new HashSet<>();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final HikariDataSource pool;

  public MigratedDatabase(PostgresServer postgres) {
    String url = create(postgres, "sink_" + COUNT.incrementAndGet());
    pool =
        PostgresPool.of(new PostgresConfig(url, postgres.user(), postgres.password(), 5), "test");
  }

  /**
   * One with all tables and nothing else that is connected to it, or the one of this name that is
   * there already. Migrated once per server and then copied, which is quicker.
   *
   * @return its JDBC URL
   */
  public static synchronized String create(PostgresServer postgres, String database) {
    if (MIGRATED.add(postgres)) {
      try {
        new Migrator(
                postgres.createDatabase(ORIGINAL),
                postgres.user(),
                postgres.password(),
                failures -> Duration.ofMillis(200),
                waiting -> {})
            .migrate(Duration.ofSeconds(30));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return postgres.copyDatabase(database, ORIGINAL);
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
