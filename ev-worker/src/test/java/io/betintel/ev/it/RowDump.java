package io.betintel.ev.it;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The rows of a database at one moment, as pg_dump takes them, whose binary is not part of the
 * local stack: each table's are copied out and in without triggers.
 */
final class RowDump {
  private static final String TABLES =
      "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";

  /** The days of history, which workers create. */
  private static final String DAYS =
      """
      SELECT format('CREATE TABLE IF NOT EXISTS %I PARTITION OF bet_history %s',
                    c.relname, pg_get_expr(c.relpartbound, c.oid))
      FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'bet_history'::regclass AND c.relname LIKE 'bet_history_2%'
      """;

  private final List<String> days;
  private final Map<String, String> rows = new TreeMap<>();

  private RowDump(List<String> days) {
    this.days = days;
  }

  /**
   * @param from in no transaction
   */
  static RowDump of(Connection from) throws SQLException, IOException {
    from.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    from.setAutoCommit(false);
    RowDump dump = new RowDump(column(from, DAYS));
    for (String table : column(from, TABLES)) {
      StringWriter out = new StringWriter();
      copies(from).copyOut("COPY " + table + " TO STDOUT", out);
      dump.rows.put(table, out.toString());
    }
    from.rollback();
    return dump;
  }

  /**
   * @param to a database that is migrated as far as the dumped one, and in no transaction
   */
  void into(Connection to) throws SQLException, IOException {
    to.setAutoCommit(false);
    try (Statement statement = to.createStatement()) {
      statement.execute("SET LOCAL session_replication_role = replica"); // no triggers
      for (String day : days) {
        statement.execute(day);
      }
      for (Map.Entry<String, String> table : rows.entrySet()) {
        statement.execute("DELETE FROM " + table.getKey());
        copies(to)
            .copyIn("COPY " + table.getKey() + " FROM STDIN", new StringReader(table.getValue()));
      }
    }
    to.commit();
  }

  private static CopyManager copies(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }
}
