package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What it will cost, by the statistics.
 *
 * @param rows that are filled
 * @param tableBytes of the tables now: they may grow by as much, and as much WAL is written
 * @param indexBytes of the indexes that are built beside the old ones
 */
public record Forecast(long rows, long tableBytes, long indexBytes) {
  /** Rows filled per second, with the pauses: measured on two cores, and cautious. */
  private static final long ROWS_PER_SECOND = 20_000;

  private static final String ROWS =
      """
      SELECT greatest(0, coalesce(max(CASE WHEN c.reltuples >= 0 THEN c.reltuples
               ELSE pg_relation_size(c.oid) / 200 END), 0))::bigint
      FROM pg_class c WHERE c.oid = to_regclass(?)::oid
      """;

  static long rows(Connection connection, Conversion conversion) throws SQLException {
    long rows = 0;
    for (String table : tables(conversion)) {
      rows += Rows.number(connection, ROWS, table);
    }
    return rows;
  }

  static Forecast of(Connection connection, Conversion conversion, List<Copy> copies)
      throws SQLException {
    long tableBytes = 0;
    for (String table : tables(conversion)) {
      tableBytes += Rows.number(connection, "SELECT pg_table_size(to_regclass(?)::oid)", table);
    }
    long indexBytes = 0;
    for (Copy copy : copies) {
      if (copy.sort() == Copy.Sort.INDEX) {
        indexBytes +=
            Rows.number(
                connection, "SELECT pg_relation_size(?::bigint::oid::regclass)", copy.original());
      }
    }
    return new Forecast(rows(connection, conversion), tableBytes, indexBytes);
  }

  /** How long the filling takes, about. */
  public Duration time() {
    return Duration.ofSeconds(1 + rows / ROWS_PER_SECOND);
  }

  private static Set<String> tables(Conversion conversion) {
    Set<String> tables = new LinkedHashSet<>();
    conversion.columns().forEach(column -> tables.add(column.table()));
    return tables;
  }
}
