package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.View;
import io.betintel.ev.odds.Bookmaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads lines with every offer of every outcome, and finds those that are worth reading. Offers are
 * a line's largest part: a list of the best lines must not read all of them.
 */
final class HedgeQueries {
  /** More than are shown: the highest prices of a line may be one bookmaker's, or over. */
  private static final int SPARE = 4;

  // What the highest prices add up to is at most what bets at two bookmakers do.
  private static final String LOWEST =
      """
      SELECT b.line_id, sum(1 / b.top_price) AS inverse
      FROM bets b JOIN events e USING (event_id)
      WHERE %s AND b.closed_at IS NULL AND b.valid_until > now() AND b.not_priced IS NULL
        AND b.settlement IS NOT NULL
      """
          .formatted(OpenSince.SQL);

  private static final String OFFERS =
      """
      SELECT b.line_id, b.outcome, o.fair_probability, o.net_price
      FROM bets b JOIN events e USING (event_id)
          CROSS JOIN LATERAL jsonb_to_recordset(b.offers) AS o (
              bookmaker        text,
              net_price        double precision,
              fair_probability double precision,
              flags            text[],
              bet_limit        double precision,
              valid_until      timestamptz
          )
      WHERE %s AND b.closed_at IS NULL AND b.valid_until > now() AND b.settlement IS NOT NULL
        AND o.valid_until > now() AND o.net_price > 1 AND o.fair_probability > 0
        AND o.fair_probability < 1 AND coalesce(o.bet_limit, 1) > 0
        AND NOT o.flags && ARRAY['stale', 'ambiguous', 'shape', 'hold', 'unknown_fee']
      """
          .formatted(OpenSince.SQL);

  // A market whose bookmakers quote several sets of outcomes has results outside of some.
  private static final String LINES =
      """
      SELECT b.line_id, b.event_id, e.sport_key, e.commence_time, e.home_team, e.away_team,
             b.bet_type::text AS bet_type, b.description,
             NULLIF(split_part(b.line_id, '|', 4), '')::float8 AS line_point, b.settlement,
             b.market_time, b.version, b.outcome, b.point, b.offers,
             EXISTS (
                 SELECT FROM bets w
                 WHERE w.event_id = b.event_id AND w.bet_type = b.bet_type
                   AND w.closed_at IS NULL AND w.description IS NOT DISTINCT FROM b.description
                   AND split_part(w.line_id, '|', 4) = '' AND split_part(b.line_id, '|', 4) = ''
                   AND w.line_id <> b.line_id
             ) AS other_sets
      FROM bets b JOIN events e USING (event_id)
      WHERE b.line_id = ANY(?) AND b.closed_at IS NULL
      """;

  private final ReadDatabase database;
  private final OpenSince since;

  HedgeQueries(ReadDatabase database, OpenSince since) {
    this.database = database;
    this.since = since;
  }

  /**
   * The lines whose highest prices add up to the least.
   *
   * @param most the highest hold
   * @param limit how many are shown
   */
  List<String> lowest(View view, List<BetFilter.Condition> conditions, double most, int limit) {
    Select select = new Select(LOWEST, since.value()).seenBy(view);
    conditions.forEach(each -> select.and(each.sql(), each.values().toArray()));
    select
        .then("GROUP BY b.line_id")
        .then("HAVING count(*) > 1 AND count(b.top_price) = count(*)")
        .then("AND sum(1 / b.top_price) <= ?", 1 / (1 - most))
        .then("ORDER BY inverse, b.line_id LIMIT ?", SPARE * limit);
    return database.rows(select).stream().map(row -> row.path("line_id").textValue()).toList();
  }

  /** Every offer of the bookmaker that can be valued, of lines whose sets are known. */
  List<PromotedOffer> offers(View view, List<BetFilter.Condition> conditions, Bookmaker bookmaker) {
    Select select = new Select(OFFERS, since.value()).seenBy(view);
    select.and("o.bookmaker = ?", bookmaker.key());
    conditions.forEach(each -> select.and(each.sql(), each.values().toArray()));
    return database.rows(select).stream().map(PromotedOffer::of).toList();
  }

  /** Lines with every offer; a line that is gone meanwhile is left out. */
  List<HedgeLine> lines(View view, List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<String, List<ObjectNode>> rows = new LinkedHashMap<>();
    Select select = new Select(LINES, ids).seenBy(view).then("ORDER BY b.line_id, b.outcome");
    for (ObjectNode row : database.rows(select)) {
      rows.computeIfAbsent(row.path("line_id").textValue(), id -> new ArrayList<>()).add(row);
    }
    Instant now = since.clock().instant();
    return rows.values().stream().map(line -> new HedgeLine(line, now)).toList();
  }
}
