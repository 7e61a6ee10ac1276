package io.betintel.ev.status;

import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.status.DatabaseState.Bet;
import io.betintel.ev.status.DatabaseState.BetTypeRow;
import io.betintel.ev.status.DatabaseState.WorkerRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Asks PostgreSQL. Only reads, on one connection and in one transaction. */
final class DatabaseReader {
  private static final String VERSION = "SELECT version FROM bet_types_version";

  private static final String BET_TYPES =
      """
      SELECT t.name,
             CASE
               WHEN NOT t.enabled THEN 'disabled'
               WHEN EXISTS (
                 SELECT FROM pg_enum e JOIN pg_type y ON y.oid = e.enumtypid
                 WHERE y.typname = 'bet_type_enum' AND pg_type_is_visible(y.oid)
                   AND e.enumlabel = t.name) THEN 'enabled'
               ELSE 'no label'
             END,
             t.min_role,
             coalesce(b.bets, 0)
      FROM bet_types t
      LEFT JOIN (SELECT bet_type::text AS name, COUNT(*) AS bets FROM bets GROUP BY bet_type) b
        USING (name)
      ORDER BY t.name
      """;

  // Not now(): a heartbeat may come after the transaction has begun.
  private static final String WORKERS =
      """
      SELECT worker_id, build, catalogue_version, started_at,
             (extract(epoch FROM clock_timestamp() - seen_at) * 1000)::bigint
      FROM worker_heartbeats ORDER BY started_at, worker_id
      """;

  // bets is small: one row per bet that is or was quoted lately.
  private static final String BEST =
      """
      SELECT coalesce(e.home_team || ' v ' || e.away_team, e.event_id), e.commence_time,
             o.bet_type, o.outcome, o.point, o.bookmaker, o.price, 1 / o.fair_probability, o.ev,
             coalesce(o.stake, 0), 'suspect' = ANY (o.flags),
             CASE WHEN NOT ? THEN (extract(epoch FROM clock_timestamp() - o.quoted_at) * 1000)::bigint END
      FROM bets b
      JOIN bet_offers o USING (line_id, outcome)
      JOIN events e ON e.event_id = b.event_id
      WHERE b.closed_at IS NULL AND o.bookmaker = b.best_book AND o.ev > 0
        AND (? OR (b.valid_until > now() AND o.valid_until > now()))
      ORDER BY o.ev DESC, o.line_id, o.outcome
      LIMIT 10
      """;

  private final DataSource dataSource;
  private final boolean replay;

  /**
   * @param replay whether bets of the past count as current
   */
  DatabaseReader(DataSource dataSource, boolean replay) {
    this.dataSource = dataSource;
    this.replay = replay;
  }

  DatabaseState read() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      long version = rows(connection, VERSION, row -> row.getLong(1)).get(0);
      return new DatabaseState(
          version, betTypes(connection), workers(connection), best(connection));
    } catch (SQLException e) {
      throw new SQLException(DatabaseTrouble.describe(e), e);
    }
  }

  private static List<BetTypeRow> betTypes(Connection connection) throws SQLException {
    return rows(
        connection,
        BET_TYPES,
        row ->
            new BetTypeRow(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
  }

  private static List<WorkerRow> workers(Connection connection) throws SQLException {
    return rows(
        connection,
        WORKERS,
        row ->
            new WorkerRow(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getTimestamp(4).toInstant(),
                Duration.ofMillis(row.getLong(5))));
  }

  private List<Bet> best(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(BEST)) {
      select.setBoolean(1, replay); // its age means nothing
      select.setBoolean(2, replay);
      return rows(select, DatabaseReader::bet);
    }
  }

  private static Bet bet(ResultSet row) throws SQLException {
    Long age = (Long) row.getObject(12);
    return new Bet(
        row.getString(1),
        row.getTimestamp(2).toInstant(),
        row.getString(3),
        row.getString(4),
        (Double) row.getObject(5),
        row.getString(6),
        row.getDouble(7),
        row.getDouble(8),
        row.getDouble(9),
        row.getDouble(10),
        row.getBoolean(11),
        age == null ? null : Duration.ofMillis(age));
  }

  private static <T> List<T> rows(Connection connection, String sql, Row<T> reader)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      return rows(select, reader);
    }
  }

  private static <T> List<T> rows(PreparedStatement select, Row<T> reader) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    }
  }

  /** Reads one row. */
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }
}
