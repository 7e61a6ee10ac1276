package io.betintel.ev.restructure;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Table {@code restructures}: what is under way, and how far it is. */
public final class RestructureTable {
  private static final String OPEN =
      """
      SELECT id, kind, subject, labels, previous, mapped_from, mapped_to, step, at_table, at_block,
             rows_done, rows_total, brake, operator, started_at, step_at
      FROM restructures WHERE outcome IS NULL
      """;

  private static final String BEGIN =
      """
      INSERT INTO restructures
        (kind, subject, labels, previous, mapped_from, mapped_to, step, operator, holder)
      VALUES (?, ?, ?, ?, ?, ?, 'type', ?, ?)
      """;

  private static final String TAKE_OVER =
      "UPDATE restructures SET holder = ?, operator = ?, brake = NULL WHERE outcome IS NULL";

  // Every change says whose it is: a run whose lock was lost must not go on beside the next one.
  private static final String CHANGE =
      """
      UPDATE restructures SET %s, step_at = now()
      WHERE id = ? AND holder = ? AND outcome IS NULL
      """;

  private static final String REMOVED =
      """
      INSERT INTO removed_bet_types AS r (name, became, restructure) VALUES (?, ?, ?)
      ON CONFLICT (name) DO UPDATE
      SET became = excluded.became, restructure = excluded.restructure, removed_at = now()
      """;

  private final Connection connection;

  public RestructureTable(Connection connection) {
    this.connection = connection;
  }

  /** What is under way; empty too if the table does not exist yet. */
  public Optional<UnderWay> open() throws SQLException {
    if (!exists()) {
      return Optional.empty();
    }
    try (PreparedStatement select = connection.prepareStatement(OPEN);
        ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(underWay(row)) : Optional.empty();
    }
  }

  /**
   * The labels that were removed on purpose, each with what its rows became; empty text for
   * nothing.
   */
  public SortedMap<String, String> removed() throws SQLException {
    SortedMap<String, String> removed = new TreeMap<>();
    if (exists()) {
      try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT name, coalesce(became, '') FROM removed_bet_types");
          ResultSet row = select.executeQuery()) {
        while (row.next()) {
          removed.put(row.getString(1), row.getString(2));
        }
      }
    }
    return removed;
  }

  /** An installation may run this build before its migrations. */
  private boolean exists() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT to_regclass('removed_bet_types') IS NOT NULL");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  void begin(Request request, List<String> previous, String operator, String holder)
      throws SQLException {
    Map<String, String> into = request.target().into();
    List<String> from = List.copyOf(into.keySet());
    try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
      insert.setString(1, request.kind().label());
      insert.setString(2, request.subject());
      insert.setArray(3, texts(request.target().labels()));
      insert.setArray(4, texts(previous));
      insert.setArray(5, texts(from));
      insert.setArray(6, texts(from.stream().map(into::get).toList()));
      insert.setString(7, operator);
      insert.setString(8, holder);
      insert.executeUpdate();
    }
  }

  /** From here on, an earlier run that still lives changes nothing. */
  void takeOver(String operator, String holder) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(TAKE_OVER)) {
      update.setString(1, holder);
      update.setString(2, operator);
      update.executeUpdate();
    }
  }

  void step(long id, String holder, Step step) throws SQLException {
    change("brake = NULL, step = ?", id, holder, step.label());
  }

  void brake(long id, String holder, String why) throws SQLException {
    change("brake = ?", id, holder, why);
  }

  void total(long id, String holder, long rows) throws SQLException {
    change("rows_total = greatest(rows_done, ?)", id, holder, rows);
  }

  void advance(long id, String holder, String table, long block, long rows) throws SQLException {
    change("at_table = ?, at_block = ?, rows_done = rows_done + ?", id, holder, table, block, rows);
  }

  void finish(long id, String holder, String outcome) throws SQLException {
    change(
        "outcome = ?, finished_at = now(), brake = NULL, step = CASE WHEN ? THEN 'done' ELSE step END",
        id,
        holder,
        outcome,
        outcome.equals("done"));
  }

  /**
   * @param removed with what each became
   * @param labels that exist now: one that came back is not removed
   */
  void remember(long id, Map<String, Optional<String>> removed, List<String> labels)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(REMOVED);
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM removed_bet_types WHERE name = ANY (?)")) {
      for (Map.Entry<String, Optional<String>> each : removed.entrySet()) {
        insert.setString(1, each.getKey());
        insert.setString(2, each.getValue().orElse(null));
        insert.setLong(3, id);
        insert.executeUpdate();
      }
      delete.setArray(1, texts(labels));
      delete.executeUpdate();
    }
  }

  private void change(String what, long id, String holder, Object... values) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CHANGE.formatted(what))) {
      int place = 1;
      for (Object value : values) {
        update.setObject(place++, value);
      }
      update.setLong(place++, id);
      update.setString(place, holder);
      if (update.executeUpdate() != 1) {
        throw new TakenOverException();
      }
    }
  }

  private static UnderWay underWay(ResultSet row) throws SQLException {
    List<String> from = texts(row, "mapped_from");
    List<String> to = texts(row, "mapped_to");
    Map<String, String> into = new LinkedHashMap<>();
    for (int i = 0; i < from.size(); i++) {
      into.put(from.get(i), to.get(i));
    }
    return new UnderWay(
        row.getLong("id"),
        new Request(
            Kind.of(row.getString("kind")),
            row.getString("subject"),
            new Target(texts(row, "labels"), into)),
        texts(row, "previous"),
        Step.of(row.getString("step")),
        row.getString("at_table"),
        row.getLong("at_block"),
        row.getLong("rows_done"),
        row.getLong("rows_total"),
        row.getString("brake"),
        row.getString("operator"),
        row.getTimestamp("started_at").toInstant(),
        row.getTimestamp("step_at").toInstant());
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private Array texts(List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
