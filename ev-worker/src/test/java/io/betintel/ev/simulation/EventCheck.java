package io.betintel.ev.simulation;

import io.betintel.ev.oracle.NewestQuotes;
import io.betintel.ev.oracle.OracleQuote;
import io.betintel.ev.sink.postgres.EventRows;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** Events have the start and the teams of the newest news, whatever came late. */
final class EventCheck {
  private final ModelTables tables;

  EventCheck(ModelTables tables) {
    this.tables = tables;
  }

  /**
   * @param counted the quotes that books have, or have newer ones of
   * @param last the last record of each line
   */
  void check(List<OracleQuote> counted, SortedMap<String, Lines.Last> last) {
    SortedMap<String, OracleQuote> newest =
        NewestQuotes.events(
            counted.stream()
                .filter(quote -> quote.betType().equals(Rules.CONTROL.symbol()))
                .toList());
    for (Lines.Last state : last.values()) {
      // What has no line any more is told by nobody.
      if (state.isOpen() && state.line().betType().equals(Rules.CONTROL)) {
        String event = state.line().event().id();
        same("the newest quote", newest.get(event), tables.events().get(event));
      }
    }
    for (EventRows.Event row : tables.events().values()) {
      OracleQuote told =
          counted.stream()
              .filter(
                  quote ->
                      quote.eventId().equals(row.id())
                          && quote.seenAt() == row.lastUpdate().toEpochMilli())
              .findFirst()
              .orElseThrow(() -> new Finding("events", row + ": nothing was seen then"));
      same("what was seen then", told, row);
    }
    tables
        .rows()
        .forEach(
            (key, row) -> {
              Instant start = tables.events().get(row.line().event().id()).start();
              if (!start.equals(row.start())) {
                throw new Finding(
                    "events", key + " starts at " + row.start() + ", its event at " + start);
              }
            });
  }

  private static void same(String whose, OracleQuote expected, EventRows.Event row) {
    if (row == null
        || expected.start() != row.start().toEpochMilli()
        || !expected.home().equals(row.home())
        || !expected.away().equals(row.away())) {
      throw new Finding(
          "events", row + " has not the start and teams of " + whose + ", " + expected);
    }
  }
}
