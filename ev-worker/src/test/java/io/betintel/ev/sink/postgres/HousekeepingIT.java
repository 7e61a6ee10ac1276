package io.betintel.ev.sink.postgres;

import static io.betintel.ev.sink.PricedLines.NOW;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static io.betintel.ev.sink.PricedLines.at;
import static io.betintel.ev.sink.PricedLines.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.ops.MovableClock;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The events of these lines start three hours after {@code NOW}. */
@ExtendWith(LocalStackExtension.class)
final class HousekeepingIT {
  private static final String COLUMNS =
      "line_id, outcome, event_id, bet_type, offers, reference_books, method, consensus,"
          + " settings_version, market_time, valid_until, recorded_at, version";

  /** How many bets of the past there are; with a million the plans are the same. */
  private static final int PAST = Integer.getInteger("ev.it.past", 20_000);

  private final MigratedDatabase database;
  private final MovableClock clock = new MovableClock(NOW);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PostgresSink sink;
  private final Housekeeping housekeeping;
  private long next;

  HousekeepingIT(PostgresServer server) {
    database = new MigratedDatabase(server);
    sink = new PostgresSink(database.pool());
    housekeeping = new Housekeeping(database.pool(), new RetentionConfig(30, 30), clock, meters);
  }

  @AfterEach
  void close() {
    housekeeping.close();
    database.close();
  }

  /** 30 days after the start, the last validity and the writing, whichever is last. */
  @Test
  void betThatIsOverIsDeletedInTimeAndItsEventWithTheLastBet() {
    Instant longOver = NOW.minus(Duration.ofDays(1_000)); // a replay's
    write(
        at(0, open(TOTALS, "e1", 5.5, 2.1)), // valid for 20 minutes
        at(1, open(TOTALS, "e2", 5.5, 2.1, NOW, NOW.plus(Duration.ofDays(60)))),
        at(2, open(TOTALS, "e3", 5.5, 2.1, longOver, longOver)));
    String bets = "SELECT event_id FROM bets WHERE outcome = 'Over' ORDER BY 1";
    String events = "SELECT event_id FROM events ORDER BY 1";

    clock.move(Duration.ofDays(30).plusHours(3));
    housekeeping.turn();
    assertThat(database.query(bets)).isEqualTo("e1\ne2\ne3");

    clock.move(Duration.ofMillis(1));
    housekeeping.turn();
    assertThat(database.query(bets)).isEqualTo("e2");
    assertThat(database.query(events)).isEqualTo("e2");
    assertThat(database.query("SELECT count(*) FROM bet_history")).isEqualTo("6");
  }

  @Test
  void manyOldBetsAreDeletedInPiecesAndOneThatIsBeingWrittenLater() throws Exception {
    write(at(0, open(TOTALS, "e1", 5.5, 2.1)));
    copies(2 * BetsThatAreOver.PIECE, "event_id || i % 3");
    clock.move(Duration.ofDays(31));
    try (Connection writer = database.pool().getConnection()) {
      writer.setAutoCommit(false);
      writer.createStatement().execute("SELECT FROM bets WHERE line_id = 'line 7' FOR UPDATE");

      housekeeping.turn();
      assertThat(database.query("SELECT DISTINCT line_id FROM bets")).isEqualTo("line 7");
      writer.rollback();
    }
    housekeeping.turn();
    assertThat(database.query("SELECT count(*) FROM bets")).isEqualTo("0");
    assertThat(database.query("SELECT count(*) FROM events")).isEqualTo("0");
  }

  /** All outcomes of {@link #PAST} lines that started a day ago and more, and one of tomorrow. */
  @Test
  void betsOfThePastCostNothing() {
    write(at(0, open(TOTALS, "e1", 5.5, 2.1)));
    database.execute("ALTER TABLE bets DISABLE TRIGGER derive_validity");
    for (int from = 0; from < PAST / 2; from += 10_000) { // two outcomes each
      database.execute(
          "INSERT INTO bets ("
              + COLUMNS
              + ", commence_time) SELECT 'line ' || i, "
              + COLUMNS
                  .replaceFirst("line_id, ", "")
                  .replaceFirst("event_id", "'past ' || i % 5000")
              + ", now() - interval '1 day' - i % 5000 * interval '5 minutes'"
              + " FROM bets CROSS JOIN generate_series("
              + (from + 1)
              + ", "
              + Math.min(from + 10_000, PAST / 2)
              + ") AS i WHERE line_id LIKE 'e1%'");
    }
    database.execute("UPDATE events SET commence_time = now() + interval '1 day'");
    database.execute("VACUUM ANALYZE bets");
    database.execute("ANALYZE events");
    String open =
        plan(
            "SELECT count(*) FROM open_bets b JOIN events e USING (event_id)"
                + " WHERE (b.commence_time > now() - interval '7 hours' OR b.commence_time IS NULL)"
                + " AND b.best_ev IS NOT NULL");
    String over =
        plan(
            BetsThatAreOver.BETS
                .replaceFirst("\\?::timestamptz, \\?", "'-infinity'::timestamptz, ''")
                .replaceFirst("\\?::timestamptz, \\?", "now() - interval '30 days', ''")
                .replace("?::timestamptz", "now() - interval '30 days'"));

    assertThat(open).contains("bets_by_start").doesNotContain("Seq Scan on bets");
    assertThat(over).contains("bets_by_start").doesNotContain("Seq Scan on bets");
  }

  /** A postponed event: one market is quoted with the new start, another one was before. */
  @Test
  void rescheduledEventTakesAllItsBetsAlongAndOlderNewsDoesNotBringThemBack() {
    write(at(0, open(TOTALS, "e1", 5.5, 2.1)), at(1, open(TOTALS, "e1", 6.5, 2.1)));
    database.execute(
        "UPDATE events SET commence_time = commence_time + interval '1 day',"
            + " last_update = last_update + interval '1 minute'");
    String starts = "SELECT DISTINCT b.commence_time = e.commence_time FROM bets b, events e";
    assertThat(database.query(starts)).isEqualTo("t");

    write(at(2, open(TOTALS, "e1", 7.5, 2.1)), at(3, open(TOTALS, "e1", 5.5, 2.2)));
    assertThat(database.query(starts)).isEqualTo("t");
    assertThat(database.query("SELECT count(*) FROM bets")).isEqualTo("6");
  }

  @Test
  void rowsWithoutAStartAreFilledAndAnOlderBuildsAtOnce() {
    write(at(0, open(TOTALS, "e1", 5.5, 2.1)));
    // As a build does that does not know the column.
    copies(3, "event_id");
    assertThat(database.query("SELECT count(*) FROM bets WHERE commence_time IS NULL"))
        .isEqualTo("0");

    database.execute("ALTER TABLE bets DISABLE TRIGGER derive_start");
    database.execute("UPDATE bets SET commence_time = NULL");
    database.execute("UPDATE bets SET event_id = 'missing' WHERE line_id = 'line 1'");
    housekeeping.turn();
    assertThat(
            database.query(
                "SELECT count(*), count(commence_time) FILTER (WHERE event_id = 'e1') FROM bets"
                    + " WHERE commence_time IS NOT NULL"))
        .isEqualTo("8|6");
  }

  /** PostgreSQL's own limit on the drop: the sink writes on, and the next turn drops it. */
  @Test
  void longReaderOfTheHistoryHoldsUpNeitherTheSinkNorTheOtherTasks() throws Exception {
    database.execute(
        "CREATE TABLE bet_history_20200101 PARTITION OF bet_history"
            + " FOR VALUES FROM ('2020-01-01 00:00Z') TO ('2020-01-02 00:00Z')");
    String oldest = "SELECT to_regclass('bet_history_20200101')::text";
    write(at(0, open(TOTALS, "e1", 5.5, 2.1)));
    clock.move(Duration.ofDays(31));
    try (Connection reader = database.pool().getConnection()) {
      reader.setAutoCommit(false);
      reader.createStatement().executeQuery("SELECT count(*) FROM bet_history");

      housekeeping.turn();
      assertThat(failures("history_drop")).isEqualTo(1);
      assertThat(failures("bets_over")).isZero();
      assertThat(housekeeping.check().detail()).contains("history_drop: ", "lock timeout");
      assertThat(database.query("SELECT count(*) FROM bets")).isEqualTo("0");
      assertThat(database.query(oldest)).isEqualTo("bet_history_20200101");
      write(at(1, open(TOTALS, "e2", 5.5, 2.1)));
      reader.rollback();
    }
    housekeeping.turn();
    assertThat(database.query(oldest)).isEqualTo("null");
    assertThat(housekeeping.check().detail()).isEqualTo("done");
  }

  private double failures(String task) {
    return meters.get("ev.housekeeping.failures").tag("task", task).counter().count();
  }

  private void write(VersionedLine... lines) {
    long from = next;
    next += lines.length;
    sink.write(
        new Batch(
            new TopicIdentity("ev.lines", "topic-1", 1),
            List.of(lines),
            List.of(),
            new TreeMap<>(Map.of(0, new Span(from == 0 ? Span.NEVER : from, next))),
            lines.length,
            0,
            List.of()));
  }

  /** Copies of the first line's rows, and their events. */
  private void copies(int lines, String event) {
    String series = " CROSS JOIN generate_series(1, " + lines + ") AS i";
    database.execute(
        "INSERT INTO events SELECT "
            + event
            + ", sport_key, commence_time, home_team, away_team, last_update FROM events"
            + series
            + " ON CONFLICT DO NOTHING");
    database.execute(
        "INSERT INTO bets ("
            + COLUMNS
            + ") SELECT 'line ' || i, "
            + COLUMNS.replaceFirst("line_id, ", "").replaceFirst("event_id", event)
            + " FROM bets"
            + series);
  }

  private String plan(String statement) {
    String analyze = PAST > 100_000 ? "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " : "EXPLAIN ";
    String plan = database.query(analyze + statement);
    if (PAST > 100_000) {
      System.out.println(plan);
    }
    return plan;
  }
}
