package io.betintel.ev.drift;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.ops.DatabaseTrouble;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** What PostgreSQL knows of bet types, read in one snapshot. Only reads. */
final class DriftTables {
  private static final String VERSION = "SELECT version FROM bet_types_version";

  private static final String LABELS =
      """
      SELECT e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
      WHERE t.typname = 'bet_type_enum' AND pg_type_is_visible(t.oid) ORDER BY e.enumsortorder
      """;

  private static final String ROWS =
      "SELECT name, enabled, min_role, shape, settings::text FROM bet_types ORDER BY name";

  // From value to value by the index: a plain DISTINCT would read the whole table. min() of an enum
  // goes by the same order as the index.
  private static final String BETS =
      """
      WITH RECURSIVE found AS (
        (SELECT bet_type FROM bets ORDER BY bet_type LIMIT 1)
        UNION ALL
        SELECT (SELECT b.bet_type FROM bets b WHERE b.bet_type > f.bet_type
                ORDER BY b.bet_type LIMIT 1)
        FROM found f WHERE f.bet_type IS NOT NULL
      )
      SELECT bet_type::text FROM found WHERE bet_type IS NOT NULL
      """;

  // There is no index for it, so it is a part of the last day.
  private static final String HISTORY =
      """
      SELECT DISTINCT bet_type FROM (
        SELECT bet_type FROM bet_history WHERE recorded_at > now() - interval '1 day' LIMIT 100000
      ) AS recent
      """;

  private static final String WORKERS =
      """
      SELECT worker_id, build, catalogue_version, servable FROM worker_heartbeats
      WHERE seen_at > now() - %d * interval '1 millisecond' ORDER BY worker_id
      """;

  private final DataSource dataSource;
  private final SettingsJson settingsJson;
  private final Duration live;

  /**
   * @param live how long before now a live worker was seen last
   */
  DriftTables(DataSource dataSource, SettingsJson settingsJson, Duration live) {
    this.dataSource = dataSource;
    this.settingsJson = settingsJson;
    this.live = live;
  }

  Observed.Database read() throws IOException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        return read(statement);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new IOException(DatabaseTrouble.describe(e), e);
    }
  }

  private Observed.Database read(Statement statement) throws SQLException {
    statement.execute("SET LOCAL statement_timeout = '10s'");
    long version = 0;
    try (ResultSet row = statement.executeQuery(VERSION)) {
      while (row.next()) {
        version = row.getLong(1);
      }
    }
    List<String> labels = texts(statement, LABELS);
    List<Observed.Row> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery(ROWS)) {
      while (row.next()) {
        rows.add(
            new Observed.Row(
                row.getString(1),
                row.getBoolean(2),
                row.getString(3),
                complaint(row.getString(4), row.getString(5))));
      }
    }
    Map<String, Set<String>> stored = new LinkedHashMap<>();
    stored.put("bets", new TreeSet<>(texts(statement, BETS)));
    stored.put("bet_history", new TreeSet<>(texts(statement, HISTORY)));
    List<Observed.Worker> workers = new ArrayList<>();
    try (ResultSet row = statement.executeQuery(WORKERS.formatted(live.toMillis()))) {
      while (row.next()) {
        workers.add(
            new Observed.Worker(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                Set.of((String[]) row.getArray(4).getArray())));
      }
    }
    return new Observed.Database(version, labels, rows, stored, workers);
  }

  private String complaint(String shape, String settings) {
    try {
      Shape.of(shape);
      return settingsJson.complaint(settings).orElse(null);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static List<String> texts(Statement statement, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }
}
