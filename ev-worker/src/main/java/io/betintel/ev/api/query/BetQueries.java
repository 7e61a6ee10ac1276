package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.View;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads bets: one row per outcome of a line. Only PostgreSQL has them, so an interface would have
 * one implementation.
 */
final class BetQueries {
  /** With an offer that has a value and is valid now: the view leaves out every other. */
  static final String OPEN = OpenSince.SQL + " AND b.best_ev IS NOT NULL";

  private static final String BETS =
      """
      SELECT b.line_id, b.outcome, b.event_id, e.sport_key, e.commence_time, e.home_team,
             e.away_team, b.bet_type, b.description, b.point, b.settlement, b.fair_probability,
             b.fair_price, b.fair_american, b.best_book, b.best_price, b.best_ev, b.best_kelly,
             b.best_stake, b.best_class, b.best_worst_case_ev, b.best_suspect, b.best_valid_until,
             b.top_book, b.top_price, b.market_time, b.valid_until, b.version, b.source,
             b.distance, b.standard_error, b.best_ev_lower
      FROM open_bets b JOIN events e USING (event_id)
      WHERE %s
      """
          .formatted(OPEN);

  private static final String COUNTS =
      """
      SELECT b.bet_type, count(*) AS open_bets
      FROM open_bets b
      WHERE %s
      """
          .formatted(OPEN);

  // The line as it was last stored, open or not, in the fields of PricedLine.avsc. Every row
  // repeats
  // the line's own fields; the line's point is in its id, and what joins lines is on one row.
  private static final String LINE =
      """
      SELECT b.line_id, b.version, b.event_id, e.sport_key, e.commence_time, e.home_team,
             e.away_team, b.bet_type::text AS bet_type, b.description,
             NULLIF(split_part(b.line_id, '|', 4), '')::float8 AS line_point, b.not_priced,
             b.market_time, b.valid_until, b.settlement, b.method, b.consensus, b.settings_version,
             b.reference_books AS "references", b.closed_at, b.outcome AS name, b.point,
             b.fair_probability, b.fair_price, b.fair_american, b.best_book AS best_bookmaker,
             b.best_price, b.best_ev, b.top_book AS top_bookmaker, b.top_price, b.offers,
             b.arbitrage, b.middles, b.source, b.distance, b.standard_error
      FROM bets b JOIN events e USING (event_id)
      WHERE b.line_id = ?
      """;

  private final ReadDatabase database;
  private final OpenSince since;

  BetQueries(ReadDatabase database, OpenSince since) {
    this.database = database;
    this.since = since;
  }

  /** How many bets are open, by bet type; a type without any is left out. */
  Map<String, Long> openBets(View view) {
    return database
        .rows(new Select(COUNTS, since.value()).seenBy(view).then("GROUP BY b.bet_type"))
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.get("bet_type").textValue(), row -> row.get("open_bets").longValue()));
  }

  /** Open bets, one more than the limit if there are more. */
  List<ObjectNode> open(View view, BetFilter filter) {
    Select select = new Select(BETS, since.value()).seenBy(view);
    filter
        .conditions()
        .forEach(condition -> select.and(condition.sql(), condition.values().toArray()));
    BetSort sort = filter.sort();
    if (sort == BetSort.WORST_CASE_EV) {
      select.and("b.best_worst_case_ev IS NOT NULL");
    }
    filter.after().ifPresent(cursor -> select.and(sort.after(), cursor.values().toArray()));
    return database.rows(select.then(sort.order()).then("LIMIT ?", filter.limit() + 1));
  }

  /** The open bets of an event, line by line. */
  List<ObjectNode> ofEvent(View view, String eventId) {
    return database.rows(
        new Select(BETS, since.value())
            .seenBy(view)
            .and("b.event_id = ?", eventId)
            .then("ORDER BY b.bet_type, b.description, b.point, b.line_id, b.outcome"));
  }

  /** A line's outcomes by name; empty if the line is unknown. */
  List<ObjectNode> line(View view, String lineId) {
    return database.rows(new Select(LINE, lineId).seenBy(view).then("ORDER BY b.outcome"));
  }
}
