package io.betintel.ev.rename;

import io.betintel.ev.catalogue.ShippedLadders;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.PostgresConnections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Table {@code bet_type_renames}, and the rows of {@code bet_types} that change with it in the same
 * transaction: each step is done and recorded, or neither.
 */
final class RenameTable {
  private static final String LIMITS =
      "SET LOCAL lock_timeout = '5s'; " + PostgresConnections.ENDS_WHEN_LEFT;

  private static final String ROWS =
      "SELECT old_name, new_name, step, started_at, aliased_at, released_at FROM bet_type_renames";

  private static final String BEGIN =
      """
      INSERT INTO bet_type_renames (old_name, new_name, step) VALUES (?, ?, 'held')
      ON CONFLICT (old_name) DO UPDATE
      SET new_name = excluded.new_name, step = 'held', started_by = session_user,
          started_at = now(), aliased_at = NULL, released_at = NULL, ended_at = NULL
      """;

  private static final String HOLD = "UPDATE bet_types SET held = ? WHERE name IN (?, ?)";

  private static final String FORGET = "DELETE FROM bet_type_renames WHERE old_name = ?";

  // A bet type that is off is new: it takes over how the old one was served. One that is on keeps
  // its own settings. What the old name alone said is set.
  private static final String TAKE_OVER =
      """
      UPDATE bet_types n
      SET shape = o.shape, min_role = o.min_role, enabled = o.enabled,
          settings = jsonb_strip_nulls(jsonb_build_object('ladder', ?::text)) || o.settings
      FROM bet_types o
      WHERE o.name = ? AND n.name = ? AND NOT n.enabled
      """;

  // With its own aliases, in one statement: an alias of an alias is refused.
  private static final String ALIAS =
      "UPDATE bet_types SET alias_of = ?, enabled = false WHERE name = ? OR alias_of = ?";

  private static final String RELEASE = "UPDATE bet_types SET held = false WHERE name = ?";

  private static final String ADVANCE =
      "UPDATE bet_type_renames SET step = ?, %s = clock_timestamp() WHERE old_name = ?";

  private static final String VERSION = "SELECT version FROM bet_types_version";

  private final DataSource dataSource;

  RenameTable(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  Optional<RenameRecord> find(BetType from) throws SQLException {
    return read(ROWS + " WHERE old_name = ?", from.symbol());
  }

  /** At most one is. */
  Optional<RenameRecord> underWay() throws SQLException {
    return read(ROWS + " WHERE step <> ?", RenameStep.DONE.label());
  }

  /** The catalogue's version now. */
  long version() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(VERSION);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  void hold(BetType from, BetType to) throws SQLException {
    inTransaction(
        connection -> {
          update(connection, BEGIN, from.symbol(), to.symbol());
          update(connection, HOLD, true, from.symbol(), to.symbol());
        });
  }

  /** Undoes {@link #hold}. */
  void goBack(BetType from, BetType to) throws SQLException {
    inTransaction(
        connection -> {
          update(connection, HOLD, false, from.symbol(), to.symbol());
          update(connection, FORGET, from.symbol());
        });
  }

  void alias(BetType from, BetType to) throws SQLException {
    inTransaction(
        connection -> {
          update(
              connection,
              TAKE_OVER,
              ShippedLadders.lostBetween(from, to).orElse(null),
              from.symbol(),
              to.symbol());
          update(connection, ALIAS, to.symbol(), from.symbol(), from.symbol());
          advance(connection, from, RenameStep.ALIASED, "aliased_at");
        });
  }

  void release(BetType from, BetType to) throws SQLException {
    inTransaction(
        connection -> {
          update(connection, RELEASE, to.symbol());
          advance(connection, from, RenameStep.RELEASED, "released_at");
        });
  }

  void end(BetType from) throws SQLException {
    inTransaction(
        connection -> {
          update(connection, RELEASE, from.symbol());
          advance(connection, from, RenameStep.DONE, "ended_at");
        });
  }

  private static void advance(Connection connection, BetType from, RenameStep step, String time)
      throws SQLException {
    update(connection, ADVANCE.formatted(time), step.label(), from.symbol());
  }

  private Optional<RenameRecord> read(String sql, String value) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, value);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(record(row)) : Optional.empty();
      }
    }
  }

  private static RenameRecord record(ResultSet row) throws SQLException {
    return new RenameRecord(
        new BetType(row.getString(1)),
        new BetType(row.getString(2)),
        RenameStep.of(row.getString(3)),
        row.getTimestamp(4).toInstant(),
        instant(row, 5),
        instant(row, 6));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        update.setObject(i + 1, values[i]);
      }
      update.executeUpdate();
    }
  }

  private void inTransaction(Work work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement timeout = connection.createStatement()) {
        timeout.execute(LIMITS);
        work.on(connection);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private interface Work {
    void on(Connection connection) throws SQLException;
  }
}
