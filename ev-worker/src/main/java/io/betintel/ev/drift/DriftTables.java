package io.betintel.ev.drift;

import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.restructure.RestructureTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reads what PostgreSQL knows of bet types, in one snapshot. */
final class DriftTables {
  // Steps from value to value by the index: a plain DISTINCT would read the whole table. Finds the
  // names among the labels: a cast to text fails for a row whose label was deleted by hand.
  private static final String BETS =
      """
      WITH RECURSIVE found AS (
        (SELECT bet_type FROM bets ORDER BY bet_type LIMIT 1)
        UNION ALL
        SELECT (SELECT b.bet_type FROM bets b WHERE b.bet_type > f.bet_type
                ORDER BY b.bet_type LIMIT 1)
        FROM found f WHERE f.bet_type IS NOT NULL
      )
      SELECT label::text FROM found JOIN unnest(enum_range(NULL::bet_type_enum)) AS label
        ON label = found.bet_type
      """;

  private final DataSource dataSource;
  private final CatalogueTable catalogue;
  private final LiveWorkers workers;

  DriftTables(DataSource dataSource, CatalogueTable catalogue, LiveWorkers workers) {
    this.dataSource = dataSource;
    this.catalogue = catalogue;
    this.workers = workers;
  }

  Observed.Database read() throws IOException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        // Not by the driver: it would change the session, which a pooler gives to others.
        statement.execute(
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;"
                + " SET LOCAL statement_timeout = '10s'");
        Map<String, Set<String>> stored = new LinkedHashMap<>();
        stored.put("bets", texts(statement, BETS));
        StoredCatalogue known = catalogue.read(connection);
        stored.put("bet_history", HistoryTypes.read(connection, inPlace(known)));
        return new Observed.Database(
            known,
            stored,
            workers.now(connection),
            Replication.read(connection),
            new RestructureTable(connection).removed().keySet(),
            ExpectationTable.read(connection));
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new IOException(DatabaseTrouble.describe(e), e);
    }
  }

  /** Those with row and label. */
  private static Set<String> inPlace(StoredCatalogue catalogue) {
    return catalogue.rows().keySet().stream()
        .map(BetType::symbol)
        .filter(symbol -> catalogue.labels().contains(symbol))
        .collect(Collectors.toSet());
  }

  private static Set<String> texts(Statement statement, String sql) throws SQLException {
    Set<String> texts = new TreeSet<>();
    try (ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }
}
