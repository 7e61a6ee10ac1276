package io.betintel.ev.sink.postgres;

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

  /** The rows' values, an array per column, in portions for one statement each. */
  List<Object[][]> portions(List<R> rows) {
    return Chunks.of(rows).stream().map(this::values).toList();
  }

  private Object[][] values(List<R> rows) {
    Object[][] values = new Object[columns.size()][];
    for (int i = 0; i < values.length; i++) {
      Column<R> column = columns.get(i);
      values[i] = column.type().values(rows.size());
      for (int row = 0; row < values[i].length; row++) {
        values[i][row] = column.value().apply(rows.get(row));
      }
    }
    return values;
  }

  /**
   * Binds a portion as the statement's parameters, in the order of the columns.
   *
   * @param first the first parameter
   * @return the parameter after the last one
   */
  int bind(PreparedStatement statement, int first, Object[][] portion) throws SQLException {
    Connection connection = statement.getConnection();
    for (int i = 0; i < portion.length; i++) {
      statement.setArray(
          first + i, connection.createArrayOf(columns.get(i).type().bound(), portion[i]));
    }
    return first + portion.length;
  }

  private String listed(Function<Column<R>, String> part) {
    return columns.stream().map(part).collect(Collectors.joining(", "));
  }
}
