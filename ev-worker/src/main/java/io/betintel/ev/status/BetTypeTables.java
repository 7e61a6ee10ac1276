package io.betintel.ev.status;

import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.ops.DatabaseTrouble;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/** What PostgreSQL holds of bet types. Only reads. */
final class BetTypeTables {
  private static final String LABELS =
      """
      SELECT e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
      WHERE t.typname = 'bet_type_enum' AND pg_type_is_visible(t.oid)
      """;

  private static final String ROWS =
      """
      SELECT name, title, shape, enabled, min_role, settings::text, settings_version, alias_of,
             added_at
      FROM bet_types
      """;

  private static final String BETS =
      "SELECT bet_type::text, COUNT(*), max(market_time) FROM bets GROUP BY bet_type";

  // There is no index for it: history is written far more often than this is asked.
  private static final String FIRST =
      "SELECT bet_type, min(market_time) FROM bet_history GROUP BY bet_type";

  private static final String PARKED =
      """
      SELECT bet_type, sum(waiting)::bigint FROM parked_positions
      WHERE application = ? AND topic = ? GROUP BY bet_type
      """;

  private static final String SEARCH_TIMEOUT = "SET LOCAL statement_timeout = '3s'";
  private static final String QUERY_CANCELED = "57014";

  private final DataSource dataSource;
  private final SettingsJson settingsJson;
  private final String application;
  private final String parkedTopic;

  /**
   * @param application whose parked events are counted
   */
  BetTypeTables(
      DataSource dataSource, SettingsJson settingsJson, String application, String parkedTopic) {
    this.dataSource = dataSource;
    this.settingsJson = settingsJson;
    this.application = application;
    this.parkedTopic = parkedTopic;
  }

  /** Labels, rows and bets. */
  record Stored(
      SortedSet<String> labels, SortedMap<String, BetTypeState.Row> rows, Map<String, Bets> bets) {}

  /** Rows of one type, and its newest market time. */
  record Bets(long rows, Instant last) {}

  Stored stored() throws SQLException {
    return reading(
        connection -> {
          SortedSet<String> labels = new TreeSet<>();
          SortedMap<String, BetTypeState.Row> rows = new TreeMap<>();
          Map<String, Bets> bets = new TreeMap<>();
          each(connection, LABELS, row -> labels.add(row.getString(1)));
          each(connection, ROWS, row -> rows.put(row.getString(1), row(row)));
          each(
              connection,
              BETS,
              row -> bets.put(row.getString(1), new Bets(row.getLong(2), instant(row, 3))));
          return new Stored(labels, rows, bets);
        });
  }

  /** When the earliest version in the history was observed. */
  Map<String, Instant> first() throws SQLException {
    return reading(
        connection -> {
          Map<String, Instant> first = new TreeMap<>();
          try (PreparedStatement timeout = connection.prepareStatement(SEARCH_TIMEOUT)) {
            timeout.execute();
          }
          each(connection, FIRST, row -> first.put(row.getString(1), instant(row, 2)));
          return first;
        });
  }

  /** How many events of each type wait in the parked topic, as far as the workers have looked. */
  Map<String, Long> parked() throws SQLException {
    return reading(
        connection -> {
          Map<String, Long> parked = new TreeMap<>();
          try (PreparedStatement select = connection.prepareStatement(PARKED)) {
            select.setString(1, application);
            select.setString(2, parkedTopic);
            each(select, row -> parked.put(row.getString(1), row.getLong(2)));
          }
          return parked;
        });
  }

  private BetTypeState.Row row(ResultSet row) throws SQLException {
    return new BetTypeState.Row(
        row.getString(2),
        row.getString(3),
        row.getBoolean(4),
        row.getString(5),
        row.getString(6),
        settingsJson.describe(row.getString(6)),
        row.getInt(7),
        row.getString(8),
        instant(row, 9));
  }

  private <T> T reading(Question<T> question) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      return question.ask(connection);
    } catch (SQLException e) {
      throw new SQLException(
          QUERY_CANCELED.equals(e.getSQLState())
              ? "bet_history is too large to be searched for the first time a bet type was seen"
              : DatabaseTrouble.describe(e),
          e);
    }
  }

  private static void each(Connection connection, String sql, RowReader reader)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      each(select, reader);
    }
  }

  private static void each(PreparedStatement select, RowReader reader) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
