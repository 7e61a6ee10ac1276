package io.betintel.ev.sink.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Fills {@code bets.commence_time} in rows that are older than the column, piece by piece. */
final class MissingStarts {
  private static final String FILL =
      """
      UPDATE bets AS b SET commence_time = coalesce(e.commence_time, b.market_time)
      FROM (SELECT line_id, outcome, event_id FROM bets WHERE commence_time IS NULL
            LIMIT %d FOR UPDATE SKIP LOCKED) AS missing
           LEFT JOIN events AS e ON e.event_id = missing.event_id
      WHERE b.line_id = missing.line_id AND b.outcome = missing.outcome
      """
          .formatted(BetsThatAreOver.PIECE);

  private MissingStarts() {}

  /** Returns false if this was the last piece. */
  static boolean piece(Connection connection) throws SQLException {
    try (PreparedStatement fill = connection.prepareStatement(FILL)) {
      int filled = fill.executeUpdate();
      connection.commit();
      return filled == BetsThatAreOver.PIECE;
    }
  }
}
