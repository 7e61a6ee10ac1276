package io.betintel.ev.sink.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Rows as one array per column, for {@code unnest}: one statement with about 1000 rows is faster
 * than a JDBC batch of 1000 statements.
 *
 * @param <R> the source of a row
 */
record Columns<R>(List<Column<R>> columns) {
  Columns {
    columns = List.copyOf(columns);
  }

  /** The columns' names, as INSERT lists them. */
  String names() {
    return listed(Column::name);
  }

  /** The columns' values, as a SELECT from {@link #rows} lists them. */
  String selected() {
    return listed(Column::selected);
  }

  /** The bound rows as a table {@code r}; one parameter per column. */
  String rows() {
    return "unnest("
        + listed(column -> "?::" + column.type().bound() + "[]")
        + ") AS r ("
        + names()
        + ")";
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
      Array array = connection.createArrayOf(column.type().bound(), values);
      statement.setArray(i + 1, array);
    }
  }

  private String listed(Function<Column<R>, String> part) {
    return columns.stream().map(part).collect(Collectors.joining(", "));
  }
}
