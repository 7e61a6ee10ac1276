package io.betintel.ev.status;

import io.betintel.ev.catalogue.CatalogueRow;
import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.catalogue.LostLabels;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.restructure.RestructureTable;
import io.betintel.ev.status.DatabaseState.Bet;
import io.betintel.ev.status.DatabaseState.BetTypeRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Reads PostgreSQL on one connection, in one transaction. */
final class DatabaseReader {
  // The index on the start keeps the past out; no grace is a week.
  private static final String LATELY =
      "AND (b.commence_time > now() - interval '7 days' OR b.commence_time IS NULL)";

  private static final String BEST =
      """
      SELECT coalesce(e.home_team || ' v ' || e.away_team, e.event_id), e.commence_time,
             o.bet_type, o.outcome, o.point, o.bookmaker, o.price, 1 / o.fair_probability, o.ev,
             coalesce(o.stake, 0), 'suspect' = ANY (o.flags),
             CASE WHEN NOT ? THEN (extract(epoch FROM clock_timestamp() - o.quoted_at) * 1000)::bigint END
      FROM %s b
      JOIN bet_offers o USING (line_id, outcome)
      JOIN events e ON e.event_id = b.event_id
      WHERE o.closed_at IS NULL AND o.bookmaker = b.best_book AND o.ev > 0 %s
        AND NOT split_part(o.line_id, '|', 2) = ANY(?)
      ORDER BY o.ev DESC, o.line_id, o.outcome
      LIMIT ?
      """;

  private final DataSource dataSource;
  private final CatalogueTable catalogue;
  private final boolean replay;
  private final int bets;

  /**
   * @param replay whether bets of the past count as current
   * @param bets how many of the best to read at the most
   */
  DatabaseReader(DataSource dataSource, CatalogueTable catalogue, boolean replay, int bets) {
    this.dataSource = dataSource;
    this.catalogue = catalogue;
    this.replay = replay;
    this.bets = bets;
  }

  DatabaseState read() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      StoredCatalogue stored = catalogue.read(connection);
      return new DatabaseState(
          stored.version(),
          betTypes(stored, connection),
          LiveWorkers.all(connection),
          best(connection),
          new RestructureTable(connection).open().orElse(null));
    } catch (SQLException e) {
      throw new SQLException(DatabaseTrouble.describe(e), e);
    }
  }

  private static List<BetTypeRow> betTypes(StoredCatalogue stored, Connection connection)
      throws SQLException {
    Map<String, Long> bets = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(BetTypeTables.BETS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        bets.put(row.getString(1), row.getLong(2));
      }
    }
    NavigableSet<BetType> known = new TreeSet<>(stored.rows().keySet());
    stored.labels().forEach(label -> BetType.find(label).ifPresent(known::add));
    List<BetTypeRow> rows = new ArrayList<>();
    for (BetType betType : known) {
      CatalogueRow row = stored.rows().get(betType);
      rows.add(
          new BetTypeRow(
              betType.symbol(),
              stored.served(betType),
              row == null ? null : row.minRole(),
              bets.getOrDefault(betType.symbol(), 0L)));
    }
    return rows;
  }

  private List<Bet> best(Connection connection) throws SQLException {
    // In a replay every bet is of the past.
    String best = replay ? BEST.formatted("bets", "") : BEST.formatted("open_bets", LATELY);
    try (PreparedStatement select = connection.prepareStatement(best)) {
      select.setBoolean(1, replay); // its age means nothing
      select.setArray(2, connection.createArrayOf("text", LostLabels.read(connection).toArray()));
      select.setInt(3, bets);
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
