package io.betintel.ev.sink.postgres;

import static io.betintel.ev.sink.postgres.Columns.text;

import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.sink.VersionedLine;
import io.betintel.ev.priced.PricedLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code events}: lines of several partitions write the same row, so it has its own guard. */
final class EventTable {
  private static final String UPSERT =
      """
      INSERT INTO events AS e
        (event_id, sport_key, commence_time, home_team, away_team, last_update)
      SELECT r.event_id, r.sport_key, r.commence_time::timestamptz, r.home_team, r.away_team,
             r.last_update::timestamptz
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        AS r (event_id, sport_key, commence_time, home_team, away_team, last_update)
      ON CONFLICT (event_id) DO UPDATE
      SET sport_key = excluded.sport_key, commence_time = excluded.commence_time,
          home_team = excluded.home_team, away_team = excluded.away_team,
          last_update = excluded.last_update
      WHERE e.last_update < excluded.last_update
      """;

  private static final Columns<PricedLine> COLUMNS =
      new Columns<>(
          List.of(
              text(line -> line.event().id()),
              text(line -> line.event().sportKey()),
              text(line -> line.event().commenceTime().toString()),
              text(line -> line.event().homeTeam()),
              text(line -> line.event().awayTeam()),
              text(line -> line.marketTime().toString())));

  private EventTable() {}

  static void write(Connection connection, List<VersionedLine> lines) throws SQLException {
    // Sorted by key, so that two sinks that write the same events never wait for each other in
    // turn.
    SortedMap<String, PricedLine> newest = new TreeMap<>();
    for (VersionedLine versioned : lines) {
      SportingEvent event = versioned.line().event();
      newest.merge(
          event.id(), versioned.line(), (a, b) -> a.marketTime().isBefore(b.marketTime()) ? b : a);
    }
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      for (List<PricedLine> chunk : Chunks.of(new ArrayList<>(newest.values()))) {
        COLUMNS.bind(upsert, chunk);
        upsert.executeUpdate();
      }
    }
  }
}
