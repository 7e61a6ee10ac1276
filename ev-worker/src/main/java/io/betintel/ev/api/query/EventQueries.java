package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.View;
import java.util.List;
import java.util.Optional;

/** Reads events with open bets that the caller sees. */
final class EventQueries {
  private static final String EVENTS =
      """
      SELECT e.event_id, e.sport_key, e.commence_time, e.home_team, e.away_team,
             count(*) AS open_bets
      FROM open_bets b JOIN events e USING (event_id)
      WHERE %s
      """
          .formatted(BetQueries.OPEN);

  private final ReadDatabase database;
  private final OpenSince since;

  EventQueries(ReadDatabase database, OpenSince since) {
    this.database = database;
    this.since = since;
  }

  /** The earliest first; one more than the limit if there are more. */
  List<ObjectNode> events(
      View view, List<BetFilter.Condition> conditions, int limit, Optional<Cursor> after) {
    Select select = new Select(EVENTS, since.value()).seenBy(view);
    conditions.forEach(each -> select.and(each.sql(), each.values().toArray()));
    after.ifPresent(
        cursor ->
            select.and(
                "(e.commence_time, e.event_id) > (?::text::timestamptz, ?)",
                cursor.values().toArray()));
    return database.rows(
        select.then("GROUP BY e.event_id ORDER BY e.commence_time, e.event_id LIMIT ?", limit + 1));
  }

  /** Empty if the caller sees none of its bets. */
  Optional<ObjectNode> event(View view, String eventId) {
    return database
        .rows(
            new Select(EVENTS, since.value())
                .seenBy(view)
                .and("e.event_id = ?", eventId)
                .then("GROUP BY e.event_id"))
        .stream()
        .findFirst();
  }
}
