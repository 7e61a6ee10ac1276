package io.betintel.ev.sink.postgres;

import io.betintel.ev.catalogue.LostLabels;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Gives rows of {@code bets} whose label was deleted by hand the label that was added again under
 * the same name: it is another value.
 */
final class LostLabelRows {
  private static final int PIECE = 500;

  private static final String RENEW =
      """
      UPDATE bets AS b SET bet_type = split_part(b.line_id, '|', 2)::text::bet_type_enum
      FROM (
        SELECT line_id, outcome FROM bets
        WHERE bet_type = ANY (ARRAY(%s))
          AND split_part(line_id, '|', 2) = ANY (enum_range(NULL::bet_type_enum)::text[])
        LIMIT %d FOR UPDATE SKIP LOCKED
      ) AS piece
      WHERE b.line_id = piece.line_id AND b.outcome = piece.outcome
      """
          .formatted(LostLabels.VALUES, PIECE);

  private LostLabelRows() {}

  /** Commits one piece; returns whether there may be another. */
  static boolean piece(Connection connection) throws SQLException {
    try (PreparedStatement renew = connection.prepareStatement(RENEW)) {
      int renewed = renew.executeUpdate();
      connection.commit();
      return renewed > 0;
    }
  }
}
