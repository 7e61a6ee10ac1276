package io.betintel.ev.sink.postgres;

import io.betintel.ev.sink.LinesRefusedException;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.VersionedLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the lines that the database refuses: writes halves, and halves of those that it refuses,
 * and rolls everything back.
 */
final class RefusedRows {
  private final Connection connection;
  private final Writer writer;
  private final Map<VersionedLine, String> refused = new LinkedHashMap<>();

  private RefusedRows(Connection connection, Writer writer) {
    this.connection = connection;
    this.writer = writer;
  }

  /** Writes lines within the connection's transaction. */
  @FunctionalInterface
  interface Writer {
    void write(Connection connection, List<VersionedLine> lines) throws SQLException;
  }

  /**
   * @param connection without auto-commit; is rolled back
   * @param cause why the lines cannot be written together
   * @throws SQLException if the database is away meanwhile
   * @throws SinkException of kind AWAY if each line is accepted now
   */
  static LinesRefusedException find(
      Connection connection, Writer writer, List<VersionedLine> lines, Exception cause)
      throws SQLException {
    RefusedRows search = new RefusedRows(connection, writer);
    try {
      search.halve(lines);
    } finally {
      connection.rollback();
    }
    if (search.refused.isEmpty()) {
      throw new SinkException(
          SinkException.Kind.AWAY,
          "lines were refused that are accepted now: " + cause.getMessage(),
          cause);
    }
    return new LinesRefusedException(search.refused);
  }

  /** What is accepted stays until the end: lines that only together are refused are found too. */
  private void halve(List<VersionedLine> lines) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      writer.write(connection, lines);
      connection.releaseSavepoint(before);
      return;
    } catch (SQLException e) {
      if (!Failures.blamesData(e)) {
        throw e;
      }
      refuse(lines, before, Failures.text(lines.get(0), e));
    } catch (RuntimeException e) {
      refuse(lines, before, Failures.text(lines.get(0), e));
    }
    if (lines.size() > 1) {
      halve(lines.subList(0, lines.size() / 2));
      halve(lines.subList(lines.size() / 2, lines.size()));
    }
  }

  private void refuse(List<VersionedLine> lines, Savepoint before, String why) throws SQLException {
    connection.rollback(before);
    if (lines.size() == 1) {
      refused.put(lines.get(0), why);
    }
  }
}
