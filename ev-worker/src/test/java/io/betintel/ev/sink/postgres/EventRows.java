package io.betintel.ev.sink.postgres;

import io.betintel.ev.sink.VersionedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@code events} that the real sink binds for some lines. */
public final class EventRows {
  private static final List<String> NAMES =
      EventTable.COLUMNS.columns().stream().map(Column::name).toList();

  private EventRows() {}

  /** A row of {@code events}. */
  public record Event(
      String id, String sport, Instant start, String home, String away, Instant lastUpdate) {}

  public static List<Event> of(List<VersionedLine> lines) {
    List<Event> events = new ArrayList<>();
    for (Object[][] portion : EventTable.portions(lines)) {
      for (int row = 0; row < portion[0].length; row++) {
        events.add(
            new Event(
                text(portion, "event_id", row),
                text(portion, "sport_key", row),
                Instant.parse(text(portion, "commence_time", row)),
                text(portion, "home_team", row),
                text(portion, "away_team", row),
                Instant.parse(text(portion, "last_update", row))));
      }
    }
    return events;
  }

  private static String text(Object[][] portion, String column, int row) {
    return (String) portion[NAMES.indexOf(column)][row];
  }
}
