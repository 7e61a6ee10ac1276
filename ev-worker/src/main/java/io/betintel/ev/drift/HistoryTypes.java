package io.betintel.ev.drift;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bet types of the whole of {@code bet_history}, from {@code bet_history_types}, which a
 * trigger keeps. That table may name a type whose rows were deleted, so a name that is not known is
 * looked for in its days: only while there is one, and not for long.
 */
final class HistoryTypes {
  private static final String QUERY_CANCELED = "57014";

  /** A database that an older build has migrated lacks it. */
  private static final String IS_THERE = "SELECT to_regclass('bet_history_types') IS NOT NULL";

  // No index helps here, so this reads a part of the last day.
  private static final String WITHOUT_IT =
      """
      SELECT DISTINCT bet_type FROM (
        SELECT bet_type FROM bet_history WHERE recorded_at > now() - interval '1 day' LIMIT 100000
      ) AS recent
      """;

  private static final String NAMES =
      "SELECT bet_type, array_agg(day::text ORDER BY day DESC) FROM bet_history_types"
          + " GROUP BY bet_type";

  private static final String OF_DAY =
      """
      SELECT FROM bet_history
      WHERE recorded_at >= ?::text::date::timestamp AT TIME ZONE 'UTC'
        AND recorded_at < (?::text::date + 1)::timestamp AT TIME ZONE 'UTC' AND bet_type = ?
      LIMIT 1
      """;

  private HistoryTypes() {}

  /**
   * @param connection in a transaction
   * @param known the names that need no second look
   */
  static Set<String> read(Connection connection, Set<String> known) throws SQLException {
    Set<String> found = new TreeSet<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet there = statement.executeQuery(IS_THERE)) {
        there.next();
        if (!there.getBoolean(1)) {
          return names(connection);
        }
      }
      try (ResultSet row = statement.executeQuery(NAMES)) {
        while (row.next()) {
          String name = row.getString(1);
          if (known.contains(name)
              || isStored(connection, name, (String[]) row.getArray(2).getArray())) {
            found.add(name);
          }
        }
      }
    }
    return found;
  }

  private static Set<String> names(Connection connection) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(WITHOUT_IT)) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  /** Counts as stored if the search takes too long: rather a report too many than one too few. */
  private static boolean isStored(Connection connection, String name, String[] days)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement timeout = connection.createStatement();
        PreparedStatement select = connection.prepareStatement(OF_DAY)) {
      timeout.execute("SET LOCAL statement_timeout = '2s'");
      for (String day : days) {
        select.setString(1, day);
        select.setString(2, day);
        select.setString(3, name);
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            return true;
          }
        }
      }
      return false;
    } catch (SQLException e) {
      if (!QUERY_CANCELED.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
      return true;
    } finally {
      try (Statement timeout = connection.createStatement()) {
        timeout.execute("SET LOCAL statement_timeout = '10s'");
      }
    }
  }
}
