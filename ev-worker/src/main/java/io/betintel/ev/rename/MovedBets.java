package io.betintel.ev.rename;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.PostgresConnections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Moves the rows of {@code bets} to the new name, a few at a time. The stream has published every
 * open line under it, so what is left under the old name is over or withdrawn: a row that has a
 * successor is deleted, with the version in {@code bet_history} by which the move closed it; any
 * other keeps what it says under the new line id.
 */
final class MovedBets {
  private static final int PORTION = 500;

  /** Of {@code unique_violation} and {@code deadlock_detected}: a sink wrote the row meanwhile. */
  private static final Set<String> AGAIN = Set.of("23505", "40P01", "55P03");

  private static final int MOST_ATTEMPTS = 20;

  // The least version: whatever was or is published under the new name is newer. Offsets of two
  // line
  // ids are not comparable, they may be in different partitions.
  private static final String MOVE =
      """
      WITH old AS (
        SELECT line_id, outcome, version,
               left(line_id, strpos(line_id, '|')) || ?
                 || substr(line_id, strpos(line_id, '|') + 1 + length(bet_type::text)) AS new_id
        FROM bets WHERE bet_type = ?::text::bet_type_enum
        LIMIT ? FOR UPDATE
      ), each AS (
        SELECT o.*, EXISTS (SELECT FROM bets n
                            WHERE n.line_id = o.new_id AND n.outcome = o.outcome) AS succeeded
        FROM old o
      ), ended AS (
        DELETE FROM bet_history h USING each e
        WHERE e.succeeded AND h.line_id = e.line_id AND h.outcome = e.outcome
          AND h.version = e.version AND h.closed_at IS NOT NULL AND h.stored_at >= ?
      ), deleted AS (
        DELETE FROM bets b USING each e
        WHERE e.succeeded AND b.line_id = e.line_id AND b.outcome = e.outcome
        RETURNING 1
      ), moved AS (
        UPDATE bets b
        SET line_id = e.new_id, bet_type = ?::text::bet_type_enum, version = -9007199254740992
        FROM each e
        WHERE NOT e.succeeded AND b.line_id = e.line_id AND b.outcome = e.outcome
        RETURNING 1
      )
      SELECT (SELECT count(*) FROM deleted) + (SELECT count(*) FROM moved)
      """;

  private static final String COUNT = "SELECT count(*) FROM bets WHERE bet_type::text = ?";

  private final DataSource dataSource;

  MovedBets(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  long count(BetType from) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(COUNT)) {
      select.setString(1, from.symbol());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * Moves the next rows, in a transaction of their own.
   *
   * @return how many; 0 if none is left
   */
  long next(RenameRecord rename) throws SQLException, InterruptedException {
    for (int attempt = 1; true; attempt++) {
      try {
        return once(rename);
      } catch (SQLException e) {
        if (attempt == MOST_ATTEMPTS || !AGAIN.contains(String.valueOf(e.getSQLState()))) {
          throw e;
        }
        Thread.sleep(50L * attempt);
      }
    }
  }

  private long once(RenameRecord rename) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement timeout = connection.createStatement();
          PreparedStatement move = connection.prepareStatement(MOVE)) {
        timeout.execute("SET LOCAL lock_timeout = '2s'; " + PostgresConnections.ENDS_WHEN_LEFT);
        move.setString(1, rename.to().symbol());
        move.setString(2, rename.from().symbol());
        move.setInt(3, PORTION);
        move.setTimestamp(4, Timestamp.from(rename.aliasedAt()));
        move.setString(5, rename.to().symbol());
        long moved;
        try (ResultSet row = move.executeQuery()) {
          row.next();
          moved = row.getLong(1);
        }
        connection.commit();
        return moved;
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }
}
