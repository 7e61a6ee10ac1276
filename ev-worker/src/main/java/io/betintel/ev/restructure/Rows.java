package io.betintel.ev.restructure;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;

/** Reads small results whole. */
final class Rows {
  private Rows() {}

  /** Reads one row. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  static <T> List<T> read(Connection connection, String sql, Reader<T> reader, Object... values)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        if (values[i] instanceof List<?> list) {
          select.setArray(i + 1, connection.createArrayOf("text", list.toArray()));
        } else {
          select.setObject(i + 1, values[i]);
        }
      }
      try (ResultSet row = select.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(reader.read(row));
        }
        return rows;
      }
    }
  }

  static List<String> texts(Connection connection, String sql, Object... values)
      throws SQLException {
    return read(connection, sql, row -> row.getString(1), values);
  }

  static boolean isTrue(Connection connection, String sql, Object... values) throws SQLException {
    return read(connection, sql, row -> row.getBoolean(1), values).stream().anyMatch(t -> t);
  }

  static long number(Connection connection, String sql, Object... values) throws SQLException {
    return read(connection, sql, row -> row.getLong(1), values).stream().findFirst().orElse(0L);
  }

  /** An array's elements; empty for null. */
  static List<String> array(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
  }

  static void execute(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /**
   * Sends all of them before it waits for the first one's answer; a connection of a rehearsal,
   * which measures each statement, gets them one by one.
   */
  static void executeTogether(Connection connection, List<String> statements) throws SQLException {
    if (!(connection instanceof PGConnection)) {
      execute(connection, statements);
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(String.join(";\n", statements));
    }
  }
}
