package io.betintel.ev.sink.postgres;

import io.betintel.ev.linejson.InstantText;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.VersionedLine;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Table {@code events}. Lines of several partitions write the same row, so the row has a guard of
 * its own: {@code last_update}.
 */
final class EventTable {
  static final Columns<PricedLine> COLUMNS =
      new Columns<>(
          List.of(
              new Column<>("event_id", Column.Type.TEXT, line -> line.event().id()),
              new Column<>("sport_key", Column.Type.TEXT, line -> line.event().sportKey()),
              new Column<>(
                  "commence_time",
                  Column.Type.TIME,
                  line -> InstantText.of(line.event().commenceTime())),
              new Column<>("home_team", Column.Type.TEXT, line -> line.event().homeTeam()),
              new Column<>("away_team", Column.Type.TEXT, line -> line.event().awayTeam()),
              new Column<>(
                  "last_update", Column.Type.TIME, line -> InstantText.of(line.marketTime()))));

  static final String UPSERT =
      """
      INSERT INTO events AS e (%s)
      SELECT %s
      FROM %s
      ON CONFLICT (event_id) DO UPDATE
      SET sport_key = excluded.sport_key, commence_time = excluded.commence_time,
          home_team = excluded.home_team, away_team = excluded.away_team,
          last_update = excluded.last_update
      WHERE e.last_update < excluded.last_update
      """
          .formatted(COLUMNS.names(), COLUMNS.selected(), COLUMNS.rows());

  private EventTable() {}

  /** The newest state of each event, in portions. */
  static List<Object[][]> portions(List<VersionedLine> lines) {
    // Sorted by key, so that two sinks that write the same events cannot deadlock.
    SortedMap<String, PricedLine> newest = new TreeMap<>();
    for (VersionedLine versioned : lines) {
      SportingEvent event = versioned.line().event();
      newest.merge(
          event.id(), versioned.line(), (a, b) -> a.marketTime().isBefore(b.marketTime()) ? b : a);
    }
    return COLUMNS.portions(List.copyOf(newest.values()));
  }
}
