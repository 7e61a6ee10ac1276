package io.betintel.ev.sink.postgres;

import io.betintel.ev.sink.postgres.BetColumn.OnClose;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@link LineRows} executes, made from {@link BetColumns}. */
final class BetStatements {
  /** What the upsert binds: an outcome per row. */
  static final Columns<BetRow> OUTCOMES =
      new Columns<>(BetColumns.ALL.stream().map(BetColumn::column).toList());

  /** What the closing binds: a line per row. */
  static final Columns<BetRow> LINES =
      new Columns<>(
          Stream.of(
                  columns(column -> column.column().name().equals("line_id")),
                  columns(column -> column.column().type() == Column.Type.BET_TYPE),
                  columns(column -> column.onClose() == OnClose.RENEWED),
                  Stream.of(
                      new Column<BetRow>(
                          "withdrawn", Column.Type.FLAG, r -> r.versioned().withdrawn())))
              .flatMap(Function.identity())
              .toList());

  /** What history keeps of a changed row: without its offers, which would be copied for nothing. */
  private static final String REMEMBERED =
      listed(BetColumn::inHistory, column -> "b." + column.name()) + ", b.closed_at";

  private static final String REMEMBER =
      """
      INSERT INTO bet_history (%s, closed_at)
      SELECT %s, closed_at
      FROM changed
      WHERE version >= 0
      ON CONFLICT DO NOTHING
      """
          .formatted(
              listed(BetColumn::inHistory, Column::name),
              listed(BetColumn::inHistory, BetStatements::remembered));

  /**
   * Identity is not set: it never changes, and left out its indexes stay untouched. The start is
   * the event's, which the same transaction has written: this line may be older news.
   */
  static final String UPSERT =
      """
      WITH changed AS (
        INSERT INTO bets AS b (%s, commence_time)
        SELECT %s, e.commence_time
        FROM %s LEFT JOIN events e ON e.event_id = r.event_id
        ON CONFLICT (line_id, outcome) DO UPDATE
        SET %s, commence_time = excluded.commence_time, closed_at = NULL
        WHERE b.version < excluded.version
        RETURNING %s
      ), remembered AS (%s)
      SELECT count(DISTINCT line_id) FROM changed
      """
          .formatted(
              OUTCOMES.names(),
              OUTCOMES.selected(),
              OUTCOMES.rows(),
              listed(
                  column -> column.onClose() != OnClose.IDENTITY,
                  column -> column.name() + " = excluded." + column.name()),
              REMEMBERED,
              REMEMBER);

  /**
   * After the upsert, rows of a line in an older version are outcomes that the new version no
   * longer has: all of them if the line is withdrawn.
   *
   * <p>Compares the bet type although the line never has another: a label that was renamed or
   * dropped by hand fails here too, or history would have the new name.
   */
  static final String CLOSE =
      """
      WITH changed AS (
        UPDATE bets AS b
        SET %s, closed_at = r.market_time::timestamptz
        FROM %s
        WHERE b.line_id = r.line_id AND b.version < r.version
          AND b.bet_type = r.bet_type::bet_type_enum
        RETURNING %s, r.withdrawn
      ), remembered AS (%s)
      SELECT count(DISTINCT line_id) FILTER (WHERE withdrawn) FROM changed
      """
          .formatted(closed(), LINES.rows(), REMEMBERED, REMEMBER);

  private BetStatements() {}

  private static String closed() {
    return BetColumns.ALL.stream()
        .map(
            column ->
                switch (column.onClose()) {
                  case IDENTITY, KEPT -> "";
                  case CLEARED -> column.column().name() + " = NULL";
                  case EMPTIED -> column.column().name() + " = '[]'";
                  case RENEWED -> column.column().name() + " = " + column.column().selected();
                })
        .filter(assignment -> !assignment.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** The history's bet type is text, so that it outlives the label. */
  private static String remembered(Column<BetRow> column) {
    return column.type() == Column.Type.BET_TYPE ? column.name() + "::text" : column.name();
  }

  private static String listed(Predicate<BetColumn> which, Function<Column<BetRow>, String> part) {
    return columns(which).map(part).collect(Collectors.joining(", "));
  }

  private static Stream<Column<BetRow>> columns(Predicate<BetColumn> which) {
    return BetColumns.ALL.stream().filter(which).map(BetColumn::column);
  }
}
