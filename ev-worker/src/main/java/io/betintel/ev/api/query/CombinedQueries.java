package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.Sample;
import io.betintel.ev.api.View;
import java.util.List;

/** Reads bets that belong together: arbitrages and middles that are open now. */
final class CombinedQueries {
  // The views leave out the bets' offers; "b" is the view, so that the caller's limits apply to it.
  private static final String ARBITRAGES =
      """
      SELECT b.line_id, b.event_id, e.sport_key, e.commence_time, e.home_team, e.away_team,
             b.bet_type, b.description, b.point, b.settlement, b.profit, b.suspect, b.legs,
             b.max_stake, b.market_time, b.valid_until, b.version, b.other_line_id
      FROM arbitrages b JOIN events e USING (event_id)
      WHERE %s AND b.valid_until > now()
      """
          .formatted(OpenSince.SQL);

  private static final String MIDDLES =
      """
      SELECT b.line_id, b.other_line_id, b.event_id, e.sport_key, e.commence_time, e.home_team,
             e.away_team, b.bet_type, b.description, b.above, b.below, b.cost, b.profit_if_hit,
             b.hit_probability, b.suspect, b.legs, b.max_stake, b.market_time, b.valid_until,
             b.version
      FROM middles b JOIN events e USING (event_id)
      WHERE %s AND b.valid_until > now()
      """
          .formatted(OpenSince.SQL);

  private static final String OTHER_LINE = Sample.sql("b.other_line_id");

  private final ReadDatabase database;
  private final OpenSince since;

  CombinedQueries(ReadDatabase database, OpenSince since) {
    this.database = database;
    this.since = since;
  }

  /** The most profitable first. One that names another line is for callers that see both. */
  List<ObjectNode> arbitrages(View view, List<BetFilter.Condition> conditions, int limit) {
    Select select = new Select(ARBITRAGES, since.value());
    if (!view.sample().whole()) {
      select.and("(b.other_line_id IS NULL OR " + OTHER_LINE + " < ?)", view.sample().percent());
    }
    return rows(select, view, conditions, "b.profit DESC, b.line_id", limit);
  }

  /** The cheapest first. A middle names both of its lines, so the caller must see both. */
  List<ObjectNode> middles(View view, List<BetFilter.Condition> conditions, int limit) {
    Select select = new Select(MIDDLES, since.value());
    if (!view.sample().whole()) {
      select.and(OTHER_LINE + " < ?", view.sample().percent());
    }
    return rows(select, view, conditions, "b.cost, b.line_id, b.other_line_id", limit);
  }

  private List<ObjectNode> rows(
      Select select, View view, List<BetFilter.Condition> conditions, String order, int limit) {
    select.seenBy(view);
    conditions.forEach(each -> select.and(each.sql(), each.values().toArray()));
    return database.rows(select.then("ORDER BY " + order).then("LIMIT ?", limit));
  }
}
