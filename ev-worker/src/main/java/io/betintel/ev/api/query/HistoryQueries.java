package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.View;
import java.util.List;
import java.util.Optional;

/** Reads the history of a line's bets. */
final class HistoryQueries {
  private static final String HISTORY =
      """
      SELECT b.recorded_at, b.version, b.outcome, b.point, b.fair_probability, b.best_book,
             b.best_price, b.best_ev, b.not_priced, b.settings_version, b.market_time,
             b.valid_until, b.closed_at
      FROM bet_history b
      WHERE b.line_id = ANY(?)
      """;

  private final ReadDatabase database;

  HistoryQueries(ReadDatabase database) {
    this.database = database;
  }

  /**
   * Newest first; one more than the limit if there are more.
   *
   * @param view with every name of the line's bet type
   * @param lineIds every id that the line had
   */
  List<ObjectNode> history(View view, List<String> lineIds, int limit, Optional<Cursor> after) {
    Select select = new Select(HISTORY, lineIds).seenBy(view);
    after.ifPresent(
        cursor ->
            select.and(
                "(b.recorded_at, b.version, b.outcome) < (?::text::timestamptz, ?, ?)",
                cursor.values().toArray()));
    return database.rows(
        select.then(
            "ORDER BY b.recorded_at DESC, b.version DESC, b.outcome DESC LIMIT ?", limit + 1));
  }
}
