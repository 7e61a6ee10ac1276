package io.betintel.ev.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Objects;

/**
 * A row of {@code bets} with the row of {@code bet_history} of the same version.
 *
 * @param validUntil in milliseconds since the epoch
 * @param recordedAt in milliseconds since the epoch
 * @param offers as JSON
 * @param history null if there is no such row
 * @param later the version of a later row of the history; null if there is none
 */
record BetsRow(
    String lineId,
    String outcome,
    String eventId,
    long version,
    boolean closed,
    Double fair,
    String bestBook,
    Double bestPrice,
    long validUntil,
    long recordedAt,
    String offers,
    Remembered history,
    Long later) {

  /** A row of the history. */
  record Remembered(boolean closed, Double fair, String bestBook, Double bestPrice) {}

  static final String SELECT =
      """
      SELECT b.line_id, b.outcome, b.event_id, b.version, b.closed_at IS NOT NULL,
             b.fair_probability, b.best_book, b.best_price, b.valid_until, b.recorded_at,
             b.offers::text,
             h.version IS NOT NULL, h.closed_at IS NOT NULL, h.fair_probability, h.best_book,
             h.best_price,
             (SELECT max(n.version) FROM bet_history n
              WHERE n.line_id = b.line_id AND n.outcome = b.outcome
                AND n.recorded_at > b.recorded_at)
      FROM bets b
      LEFT JOIN bet_history h
        ON h.line_id = b.line_id AND h.outcome = b.outcome AND h.version = b.version
          AND h.recorded_at = b.recorded_at
      WHERE b.recorded_at >= ?::text::timestamptz
        AND \
      """
          + Slice.CONDITION;

  static BetsRow of(ResultSet row) throws SQLException {
    return new BetsRow(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getBoolean(5),
        number(row, 6),
        row.getString(7),
        number(row, 8),
        time(row.getTimestamp(9)),
        time(row.getTimestamp(10)),
        row.getString(11),
        row.getBoolean(12)
            ? new Remembered(
                row.getBoolean(13), number(row, 14), row.getString(15), number(row, 16))
            : null,
        row.getObject(17, Long.class));
  }

  private static Double number(ResultSet row, int column) throws SQLException {
    return row.getObject(column, Double.class);
  }

  private static long time(Timestamp time) {
    return time == null ? Long.MIN_VALUE : time.getTime();
  }

  /** Names what the history's row differs in; empty if nothing does. */
  String differenceInHistory() {
    if (history.closed != closed) {
      return history.closed ? "is closed, the bet is open" : "is open, the bet is closed";
    }
    return Objects.equals(history.fair, fair)
            && Objects.equals(history.bestBook, bestBook)
            && Objects.equals(history.bestPrice, bestPrice)
        ? ""
        : "has "
            + history.bestBook
            + " "
            + history.bestPrice
            + ", the bet "
            + bestBook
            + " "
            + bestPrice;
  }
}
