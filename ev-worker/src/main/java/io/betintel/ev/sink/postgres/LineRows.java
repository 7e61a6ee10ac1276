package io.betintel.ev.sink.postgres;

import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.sink.VersionedLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lines as the rows of {@code events} and {@code bets}; each row that changes in {@code bets} is
 * written to {@code bet_history} too.
 *
 * @param events portions of {@link EventTable#COLUMNS}
 * @param outcomes portions of {@link BetStatements#OUTCOMES}
 * @param closing portions of {@link BetStatements#LINES}
 */
record LineRows(List<Object[][]> events, List<Object[][]> outcomes, List<Object[][]> closing) {

  /** In one round trip to the server. */
  private static final String ALL =
      String.join(";\n", EventTable.UPSERT, BetStatements.UPSERT, BetStatements.CLOSE);

  /**
   * @param lines sorted by line id, each once
   */
  static LineRows of(List<VersionedLine> lines) {
    List<BetRow> bets = new ArrayList<>();
    List<BetRow> closing = new ArrayList<>(lines.size());
    LineJson json = new LineJson();
    for (VersionedLine line : lines) {
      if (!line.withdrawn()) { // a newer build's status may come with outcomes: they are not open
        String references = json.references(line.line().references());
        line.line()
            .outcomes()
            .forEach(outcome -> bets.add(new BetRow(line, outcome, references, json)));
      }
      closing.add(new BetRow(line, null, null, null));
    }
    bets.sort(
        Comparator.comparing((BetRow bet) -> bet.line().id())
            .thenComparing(bet -> bet.outcome().name()));
    return new LineRows(
        EventTable.portions(lines),
        BetStatements.OUTCOMES.portions(bets),
        BetStatements.LINES.portions(closing));
  }

  /**
   * Writes the rows within the connection's transaction.
   *
   * @return how many lines were newer than their rows
   */
  int write(Connection connection) throws SQLException {
    if (events.size() == 1 && outcomes.size() == 1 && closing.size() == 1) {
      return writeAtOnce(connection);
    }
    write(connection, EventTable.UPSERT, EventTable.COLUMNS, events);
    return write(connection, BetStatements.UPSERT, BetStatements.OUTCOMES, outcomes)
        + write(connection, BetStatements.CLOSE, BetStatements.LINES, closing);
  }

  private int writeAtOnce(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ALL)) {
      int next = EventTable.COLUMNS.bind(statement, 1, events.get(0));
      next = BetStatements.OUTCOMES.bind(statement, next, outcomes.get(0));
      BetStatements.LINES.bind(statement, next, closing.get(0));
      return counted(statement);
    }
  }

  private static int write(
      Connection connection, String sql, Columns<?> columns, List<Object[][]> portions)
      throws SQLException {
    int changed = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Object[][] portion : portions) {
        columns.bind(statement, 1, portion);
        changed += counted(statement);
      }
    }
    return changed;
  }

  /** Executes it and adds up the counts that it answers. */
  private static int counted(PreparedStatement statement) throws SQLException {
    int changed = 0;
    boolean rows = statement.execute();
    while (rows || statement.getUpdateCount() >= 0) {
      if (rows) {
        try (ResultSet count = statement.getResultSet()) {
          count.next();
          changed += count.getInt(1);
        }
      }
      rows = statement.getMoreResults();
    }
    return changed;
  }
}
