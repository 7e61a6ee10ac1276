package io.betintel.ev.sink.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * Rows as one array per column, for {@code unnest}: about 1000 rows in one statement are faster
 * than a JDBC batch of them.
 *
 * @param <R> what a row is made from
 */
record Columns<R>(List<Column<R>> columns) {
  Columns {
    columns = List.copyOf(columns);
  }

  /**
   * @param type the element type as PostgreSQL spells it
   */
  record Column<R>(String type, Function<R, Object> value) {}

  static <R> Column<R> text(Function<R, Object> value) {
    return new Column<>("text", value);
  }

  static <R> Column<R> number(Function<R, Object> value) {
    return new Column<>("float8", value);
  }

  static <R> Column<R> whole(Function<R, Object> value) {
    return new Column<>("int8", value);
  }

  static <R> Column<R> flag(Function<R, Object> value) {
    return new Column<>("bool", value);
  }

  /** Binds the arrays as the statement's parameters, in the order of the columns. */
  void bind(PreparedStatement statement, List<R> rows) throws SQLException {
    Connection connection = statement.getConnection();
    for (int i = 0; i < columns.size(); i++) {
      Column<R> column = columns.get(i);
      Object[] values = new Object[rows.size()];
      for (int row = 0; row < values.length; row++) {
        values[row] = column.value().apply(rows.get(row));
      }
      Array array = connection.createArrayOf(column.type(), values);
      statement.setArray(i + 1, array);
    }
  }
}
