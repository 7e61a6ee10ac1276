package io.betintel.ev.sink.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Deletes bets and events that are over, piece by piece along the index on the event's start. Rows
 * that a sink is writing are skipped, so no sink waits for it. Owned by one thread.
 */
final class BetsThatAreOver {
  /** Rows that one transaction looks at, and the rest of the last one's event. */
  static final int PIECE = 2_000;

  // Where the piece ends; beyond the last row there is none.
  private static final String END =
      """
      SELECT commence_time::text, event_id FROM bets
      WHERE (commence_time, event_id) > (?::timestamptz, ?) AND commence_time < ?::timestamptz
      ORDER BY commence_time, event_id OFFSET %d LIMIT 1
      """
          .formatted(PIECE - 1);

  // Compares valid_until and recorded_at too: an event may be quoted after its start, and in a
  // replay no bet is still valid when it is stored.
  static final String BETS =
      """
      DELETE FROM bets AS b
      USING (SELECT line_id, outcome FROM bets
             WHERE (commence_time, event_id) > (?::timestamptz, ?)
               AND (commence_time, event_id) <= (?::timestamptz, ?)
               AND valid_until < ?::timestamptz AND recorded_at < ?::timestamptz
             FOR UPDATE SKIP LOCKED) AS gone
      WHERE b.line_id = gone.line_id AND b.outcome = gone.outcome
      """;

  private static final String EVENTS =
      """
      DELETE FROM events AS e
      USING (SELECT event_id FROM events AS old
             WHERE (commence_time, event_id) > (?::timestamptz, ?)
               AND (commence_time, event_id) <= (?::timestamptz, ?)
               AND NOT EXISTS (SELECT FROM bets WHERE bets.event_id = old.event_id)
             LIMIT %d FOR UPDATE SKIP LOCKED) AS gone
      WHERE e.event_id = gone.event_id
      """
          .formatted(PIECE);

  private Place from = Place.FIRST;

  /**
   * Deletes what is over in the next piece.
   *
   * @param before bets of events that start then or later are kept, and those that were valid or
   *     written then
   * @return false if this was the last piece: the next one begins again
   */
  boolean piece(Connection connection, Instant before) throws SQLException {
    Place end = end(connection, before);
    boolean last = end == null;
    Place to = last ? new Place(before.toString(), "") : end;
    try (PreparedStatement bets = connection.prepareStatement(BETS);
        PreparedStatement events = connection.prepareStatement(EVENTS)) {
      from.bind(bets, 1);
      to.bind(bets, 3);
      bets.setString(5, before.toString());
      bets.setString(6, before.toString());
      bets.executeUpdate();
      from.bind(events, 1);
      to.bind(events, 3);
      events.executeUpdate();
    }
    connection.commit();
    from = last ? Place.FIRST : to;
    return !last;
  }

  private Place end(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(END)) {
      from.bind(select, 1);
      select.setString(3, before.toString());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? new Place(row.getString(1), row.getString(2)) : null;
      }
    }
  }

  /** A place in the index. */
  private record Place(String commenceTime, String eventId) {
    static final Place FIRST = new Place("-infinity", "");

    void bind(PreparedStatement statement, int first) throws SQLException {
      statement.setString(first, commenceTime);
      statement.setString(first + 1, eventId);
    }
  }
}
