package io.betintel.ev.sink.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Deletes bets and events that are over, a few rows per transaction. It skips rows that a sink is
 * writing, so no sink waits for it.
 */
final class BetsThatAreOver {
  /** Rows per transaction. */
  static final int PIECE = 2_000;

  // Compares recorded_at too: in a replay no bet is still valid when it is stored.
  private static final String BETS =
      """
      DELETE FROM bets AS b
      USING (SELECT line_id, outcome FROM bets
             WHERE valid_until < ?::timestamptz AND recorded_at < ?::timestamptz
             LIMIT ? FOR UPDATE SKIP LOCKED) AS gone
      WHERE b.line_id = gone.line_id AND b.outcome = gone.outcome
      """;

  private static final String EVENTS =
      """
      DELETE FROM events AS e
      USING (SELECT event_id FROM events AS old
             WHERE commence_time < ?::timestamptz
               AND NOT EXISTS (SELECT FROM bets WHERE bets.event_id = old.event_id)
             LIMIT ? FOR UPDATE SKIP LOCKED) AS gone
      WHERE e.event_id = gone.event_id
      """;

  private BetsThatAreOver() {}

  /**
   * @return true if there may be more bets to delete
   */
  static boolean delete(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement bets = connection.prepareStatement(BETS);
        PreparedStatement events = connection.prepareStatement(EVENTS)) {
      bets.setString(1, before.toString());
      bets.setString(2, before.toString());
      bets.setInt(3, PIECE);
      int deleted = bets.executeUpdate();
      events.setString(1, before.toString());
      events.setInt(2, PIECE);
      events.executeUpdate();
      return deleted == PIECE;
    }
  }
}
