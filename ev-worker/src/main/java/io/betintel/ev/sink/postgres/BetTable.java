package io.betintel.ev.sink.postgres;

import static io.betintel.ev.sink.postgres.Columns.flag;
import static io.betintel.ev.sink.postgres.Columns.text;
import static io.betintel.ev.sink.postgres.Columns.whole;

import io.betintel.ev.sink.VersionedLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/** {@code bets} and, of what really changed there, {@code bet_history}. */
final class BetTable {
  private static final String REMEMBER =
      """
      INSERT INTO bet_history
        (line_id, outcome, version, recorded_at, event_id, bet_type, description, point,
         fair_probability, best_book, best_price, best_ev, not_priced, settings_version,
         market_time, valid_until, closed_at)
      SELECT line_id, outcome, version, recorded_at, event_id, bet_type::text, description, point,
             fair_probability, best_book, best_price, best_ev, not_priced, settings_version,
             market_time, valid_until, closed_at
      FROM changed
      ON CONFLICT DO NOTHING
      """;

  // event_id, bet_type, description and point belong to the bet's identity and never change; left
  // out, the indexes on them stay untouched.
  private static final String UPSERT =
      """
      WITH changed AS (
        INSERT INTO bets AS b
          (line_id, outcome, event_id, bet_type, description, point, fair_probability, best_book,
           best_price, best_ev, best_kelly, best_stake, best_class, not_priced, offers,
           reference_books, method, consensus, settings_version, market_time, valid_until,
           recorded_at, version, fair_price, fair_american, settlement, best_worst_case_ev,
           best_suspect, top_book, top_price, arbitrage, middles)
        SELECT r.line_id, r.outcome, r.event_id, r.bet_type::bet_type_enum, r.description, r.point,
               r.fair_probability, r.best_book, r.best_price, r.best_ev, r.best_kelly, r.best_stake,
               r.best_class, r.not_priced, r.offers::jsonb, r.reference_books::jsonb, r.method,
               r.consensus, r.settings_version, r.market_time::timestamptz,
               r.valid_until::timestamptz, r.recorded_at::timestamptz, r.version, r.fair_price,
               r.fair_american, r.settlement, r.best_worst_case_ev, r.best_suspect, r.top_book,
               r.top_price, r.arbitrage::jsonb, r.middles::jsonb
        FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::float8[],
                    ?::float8[], ?::text[], ?::float8[], ?::float8[], ?::float8[], ?::float8[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int8[],
                    ?::text[], ?::text[], ?::text[], ?::int8[], ?::float8[], ?::float8[],
                    ?::text[], ?::float8[], ?::bool[], ?::text[], ?::float8[], ?::text[],
                    ?::text[])
          AS r (line_id, outcome, event_id, bet_type, description, point, fair_probability,
                best_book, best_price, best_ev, best_kelly, best_stake, best_class, not_priced,
                offers, reference_books, method, consensus, settings_version, market_time,
                valid_until, recorded_at, version, fair_price, fair_american, settlement,
                best_worst_case_ev, best_suspect, top_book, top_price, arbitrage, middles)
        ON CONFLICT (line_id, outcome) DO UPDATE
        SET fair_probability = excluded.fair_probability, best_book = excluded.best_book,
            best_price = excluded.best_price, best_ev = excluded.best_ev,
            best_kelly = excluded.best_kelly, best_stake = excluded.best_stake,
            best_class = excluded.best_class, not_priced = excluded.not_priced,
            offers = excluded.offers, reference_books = excluded.reference_books,
            method = excluded.method, consensus = excluded.consensus,
            settings_version = excluded.settings_version, market_time = excluded.market_time,
            valid_until = excluded.valid_until, closed_at = NULL,
            recorded_at = excluded.recorded_at, version = excluded.version,
            fair_price = excluded.fair_price, fair_american = excluded.fair_american,
            settlement = excluded.settlement, best_worst_case_ev = excluded.best_worst_case_ev,
            best_suspect = excluded.best_suspect, top_book = excluded.top_book,
            top_price = excluded.top_price, arbitrage = excluded.arbitrage,
            middles = excluded.middles
        WHERE b.version < excluded.version
        RETURNING *
      ), remembered AS (%s)
      SELECT count(DISTINCT line_id) FROM changed
      """
          .formatted(REMEMBER);

  // After the upsert, what a line still has in an older version is what the new one has no longer:
  // all of it if the line is withdrawn.
  private static final String CLOSE =
      """
      WITH changed AS (
        UPDATE bets AS b
        SET fair_probability = NULL, best_book = NULL, best_price = NULL, best_ev = NULL,
            best_kelly = NULL, best_stake = NULL, best_class = NULL, not_priced = NULL,
            fair_price = NULL, fair_american = NULL, best_worst_case_ev = NULL,
            best_suspect = NULL, top_book = NULL, top_price = NULL, arbitrage = NULL,
            middles = NULL, offers = '[]', reference_books = '[]', settings_version = r.settings_version,
            market_time = r.market_time::timestamptz, valid_until = r.valid_until::timestamptz,
            closed_at = r.market_time::timestamptz, recorded_at = r.recorded_at::timestamptz,
            version = r.version
        FROM unnest(?::text[], ?::int8[], ?::text[], ?::text[], ?::text[], ?::int8[], ?::bool[])
          AS r (line_id, settings_version, market_time, valid_until, recorded_at, version, withdrawn)
        WHERE b.line_id = r.line_id AND b.version < r.version
        RETURNING b.*, r.withdrawn
      ), remembered AS (%s)
      SELECT count(DISTINCT line_id) FILTER (WHERE withdrawn) FROM changed
      """
          .formatted(REMEMBER);

  private static final Columns<VersionedLine> LINES =
      new Columns<>(
          List.of(
              text(versioned -> versioned.line().id().text()),
              whole(versioned -> (long) versioned.line().settingsVersion()),
              text(versioned -> versioned.line().marketTime().toString()),
              text(versioned -> versioned.line().validUntil().toString()),
              text(versioned -> versioned.recordedAt().toString()),
              whole(VersionedLine::version),
              flag(VersionedLine::withdrawn)));

  private BetTable() {}

  /**
   * @param lines sorted by line id, each once
   * @return how many lines were newer than their rows
   */
  static int write(Connection connection, List<VersionedLine> lines) throws SQLException {
    List<BetRow> bets =
        lines.stream()
            .flatMap(v -> v.line().outcomes().stream().map(outcome -> new BetRow(v, outcome)))
            .sorted(
                Comparator.comparing((BetRow b) -> b.line().id())
                    .thenComparing(b -> b.outcome().name()))
            .toList();
    return write(connection, UPSERT, BetRow.COLUMNS, bets) + write(connection, CLOSE, LINES, lines);
  }

  private static <R> int write(Connection connection, String sql, Columns<R> columns, List<R> rows)
      throws SQLException {
    int changed = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (List<R> chunk : Chunks.of(rows)) {
        columns.bind(statement, chunk);
        try (ResultSet count = statement.executeQuery()) {
          count.next();
          changed += count.getInt(1);
        }
      }
    }
    return changed;
  }
}
