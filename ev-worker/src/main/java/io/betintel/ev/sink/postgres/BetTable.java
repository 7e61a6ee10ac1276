package io.betintel.ev.sink.postgres;

import io.betintel.ev.sink.VersionedLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/** Writes {@code bets}, and each row that changed there to {@code bet_history}. */
final class BetTable {
  private BetTable() {}

  /**
   * @param lines sorted by line id, each once
   * @return how many lines were newer than their rows
   */
  static int write(Connection connection, List<VersionedLine> lines) throws SQLException {
    List<BetRow> bets =
        lines.stream()
            .flatMap(v -> v.line().outcomes().stream().map(outcome -> new BetRow(v, outcome)))
            .sorted(
                Comparator.comparing((BetRow b) -> b.line().id())
                    .thenComparing(b -> b.outcome().name()))
            .toList();
    List<BetRow> closing = lines.stream().map(line -> new BetRow(line, null)).toList();
    return write(connection, BetStatements.UPSERT, BetStatements.OUTCOMES, bets)
        + write(connection, BetStatements.CLOSE, BetStatements.LINES, closing);
  }

  private static int write(
      Connection connection, String sql, Columns<BetRow> columns, List<BetRow> rows)
      throws SQLException {
    int changed = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (List<BetRow> chunk : Chunks.of(rows)) {
        columns.bind(statement, chunk);
        try (ResultSet count = statement.executeQuery()) {
          count.next();
          changed += count.getInt(1);
        }
      }
    }
    return changed;
  }
}
