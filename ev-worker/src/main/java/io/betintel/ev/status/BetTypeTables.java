package io.betintel.ev.status;

import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.restructure.RestructureTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Reads what PostgreSQL holds of bet types. */
final class BetTypeTables {
  // A value whose label was deleted has no text: its lines' ids have the name.
  static final String BETS =
      """
      SELECT coalesce(label::text, split_part(line_id, '|', 2)), sum(rows)::bigint, max(last)
      FROM (SELECT bet_type, count(*) AS rows, max(market_time) AS last, min(line_id) AS line_id
            FROM bets GROUP BY bet_type) AS b
      LEFT JOIN unnest(enum_range(NULL::bet_type_enum)) AS label ON label = b.bet_type
      GROUP BY 1
      """;

  // No index helps: history is written far more often than this is asked.
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
  private final CatalogueTable catalogue;
  private final String application;
  private final String parkedTopic;

  /**
   * @param application whose parked events are counted
   */
  BetTypeTables(
      DataSource dataSource, CatalogueTable catalogue, String application, String parkedTopic) {
    this.dataSource = dataSource;
    this.catalogue = catalogue;
    this.application = application;
    this.parkedTopic = parkedTopic;
  }

  /** The catalogue, the bets, and the labels that were removed on purpose. */
  record Stored(StoredCatalogue catalogue, Map<String, Bets> bets, Map<String, String> removed) {}

  /** How many rows one type has, and its newest market time. */
  record Bets(long rows, Instant last) {}

  Stored stored() throws SQLException {
    return reading(
        connection -> {
          Map<String, Bets> bets = new TreeMap<>();
          each(
              connection,
              BETS,
              row -> bets.put(row.getString(1), new Bets(row.getLong(2), instant(row, 3))));
          return new Stored(
              catalogue.read(connection), bets, new RestructureTable(connection).removed());
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

  private <T> T reading(Question<T> question) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      return question.ask(connection);
    } catch (SQLException e) {
      throw new SQLException(
          QUERY_CANCELED.equals(e.getSQLState())
              ? "bet_history is too large to search for when a bet type was first seen"
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
