package io.betintel.ev.sink.postgres;

import static io.betintel.ev.sink.PricedLines.NOW;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static io.betintel.ev.sink.PricedLines.at;
import static io.betintel.ev.sink.PricedLines.joined;
import static io.betintel.ev.sink.PricedLines.open;
import static io.betintel.ev.sink.PricedLines.overOnly;
import static io.betintel.ev.sink.PricedLines.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.LineSinkContract;
import io.betintel.ev.sink.LinesRefusedException;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.VersionedLine;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
final class PostgresSinkIT extends LineSinkContract {
  private final PostgresServer server;
  private final MigratedDatabase database;

  PostgresSinkIT(PostgresServer server) {
    this.server = server;
    this.database = new MigratedDatabase(server);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected LineSink sink() {
    return another();
  }

  @Override
  protected LineSink another() {
    return new PostgresSink(database.pool());
  }

  @Override
  protected void enable(BetType betType, boolean on) {
    database.execute("UPDATE bet_types SET enabled = " + on + " WHERE name = '" + betType + "'");
  }

  @Override
  protected String content() {
    return database.query("SELECT * FROM bets ORDER BY line_id, outcome")
        + database.query("SELECT * FROM events ORDER BY event_id")
        + database.query("SELECT * FROM bet_history ORDER BY line_id, outcome, version");
  }

  @Test
  void betHoldsItsBestOfferAndTheViewEveryOffer() {
    sink().write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));

    // EV of 2.1 at a fair probability of one half: 0.5 * 2.1 - 1 = 0.05.
    assertThat(
            database.query(
                "SELECT event_id, bet_type::text, outcome, point, fair_probability, best_book,"
                    + " best_price, round(best_ev::numeric, 6), best_class, closed_at, version"
                    + " FROM bets ORDER BY outcome"))
        .isEqualTo(
            """
            e1|totals|Over|5.5|0.5|betmgm|2.1|0.050000|take|null|0
            e1|totals|Under|5.5|0.5|null|null|null|null|null|0""");
    assertThat(
            database.query(
                "SELECT outcome, bet_type, bookmaker, price, reference_books, value_class, flags,"
                    + " bet_limit, valid_until = '2026-11-01T12:20:00Z' FROM bet_offers"))
        .isEqualTo("Over|totals|betmgm|2.1|{pinnacle}|take|{}|500|t");
    assertThat(database.query("SELECT event_id, home_team, away_team, sport_key FROM events"))
        .isEqualTo("e1|Boston|Buffalo|icehockey_nhl");
  }

  @Test
  void arbitrageAndMiddlesAreKeptUntilTheirLineChangesThem() {
    LineSink sink = sink();
    String arbitrages =
        "SELECT line_id, bet_type, point, profit, suspect, jsonb_array_length(legs),"
            + " legs->1->>'outcome', valid_until = '2026-11-01T12:10:00Z', version FROM arbitrages";
    String middles =
        "SELECT line_id, other_line_id, bet_type, above, below, cost, profit_if_hit,"
            + " hit_probability, suspect, legs->1->>'price', version FROM middles";
    sink.write(batch(Span.NEVER, 2, at(1, joined(TOTALS, "e1", 5.5, 2.1))));

    assertThat(database.query(arbitrages))
        .isEqualTo("e1|totals||5.5||totals|5.5|0.02|f|2|Under|t|1");
    assertThat(database.query(middles))
        .isEqualTo("e1|totals||5.5||e1|totals||7.5||totals|5.5|7.5|0.03|0.94|0.125|t|1.9|1");

    sink.write(batch(2, 2, at(0, open(TOTALS, "e1", 5.5, 2.1)))); // an older version
    assertThat(database.query(arbitrages)).isNotEmpty();
    sink.write(batch(2, 3, at(2, open(TOTALS, "e1", 5.5, 2.1))));
    assertThat(database.query(arbitrages)).isEmpty();
    assertThat(database.query(middles)).isEmpty();

    sink.write(batch(3, 4, at(3, joined(TOTALS, "e1", 5.5, 2.1))));
    sink.write(batch(4, 5, at(4, withdrawn(TOTALS, "e1", 5.5))));
    assertThat(database.query(arbitrages)).isEmpty();
    assertThat(database.query(middles)).isEmpty();
  }

  @Test
  void offerSaysWhatItIsWorthByEveryMethod() {
    sink().write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));

    assertThat(
            database.query(
                "SELECT settlement, fair_price, fair_american, best_suspect, top_book, top_price,"
                    + " round(best_worst_case_ev::numeric, 6) FROM bets ORDER BY outcome"))
        .isEqualTo("full|2|100|f|betmgm|2.1|0.050000\nfull|2|100|null|null|null|null");
    assertThat(
            database.query(
                "SELECT age_ms, settlement, fair_price, fair_american,"
                    + " round(worst_case_ev::numeric, 6), ev_by_method->>'shin' IS NOT NULL,"
                    + " ev_by_method->>'goto' IS NOT NULL FROM bet_offers"))
        .isEqualTo("0|full|2|100|0.050000|t|f");
  }

  @Test
  void rowsSayWhereTheFairPriceIsFromUnlessAnOlderWorkerWroteThem() {
    String bets =
        "SELECT source, distance, standard_error, best_ev_lower FROM bets ORDER BY outcome";
    sink().write(batch(Span.NEVER, 2, at(1, joined(TOTALS, "e1", 5.5, 2.1))));
    assertThat(database.query(bets))
        .isEqualTo("interpolated|0.5|0.0625|0.015625\ninterpolated|0.5|0.0625|null");
    assertThat(database.query("SELECT source, standard_error, ev_lower FROM bet_offers"))
        .isEqualTo("interpolated|0.0625|0.015625");
    database.execute("UPDATE bets SET version = 2, best_price = 2.2 WHERE outcome = 'Over'");
    assertThat(database.query(bets)).isEqualTo("null|null|null|null\ninterpolated|0.5|0.0625|null");
  }

  /**
   * Of three offers the best is gone and the other two have one EV. The rows were written by this
   * build, by one that does not know the column, and before the column was there.
   */
  @Test
  void openBetHasTheNextBestOfferWhoeverWroteTheRow() {
    sink().write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));
    assertThat(database.query("SELECT best_valid_until = valid_until FROM bets"))
        .isEqualTo("t\nnull");
    assertThat(database.query("SELECT * FROM open_bets")).isEmpty(); // NOW is past

    // As an older build does: it does not say that it fills the columns.
    database.execute(
        """
        UPDATE bets SET version = 1, valid_until = now() + interval '1 hour', best_book = 'gone',
          best_price = 3, best_ev = 0.5, top_book = 'gone', top_price = 3, offers = (
            SELECT jsonb_agg(jsonb_build_object('bookmaker', b, 'price', p, 'net_price', p,
              'ev', p / 2 - 1, 'value_class', 'take', 'flags', '{}'::text[],
              'valid_until', to_json(now() + make_interval(secs => s))))
            FROM (VALUES ('gone', 3.0, -1), ('zz', 2.2, 60), ('next', 2.2, 120)) AS o (b, p, s))
        WHERE outcome = 'Over'""");
    String best =
        "SELECT best_book, best_price, round(best_ev::numeric, 6), best_valid_until > now(),"
            + " top_book, top_price FROM open_bets WHERE best_ev IS NOT NULL";
    assertThat(
            database.query(
                "SELECT best_valid_until < now(), top_valid_until < now() FROM bets"
                    + " WHERE outcome = 'Over'"))
        .isEqualTo("t|t");
    assertThat(database.query(best)).isEqualTo("next|2.2|0.100000|t|next|2.2");

    database.execute("ALTER TABLE bets DISABLE TRIGGER derive_validity");
    database.execute("UPDATE bets SET best_valid_until = NULL, top_valid_until = NULL");
    assertThat(database.query(best)).isEqualTo("next|2.2|0.100000|t|next|2.2");

    database.execute(
        "UPDATE bets SET offers = '[]', best_valid_until = now() WHERE outcome = 'Over'");
    assertThat(database.query(best)).isEmpty();
    assertThat(database.query("SELECT count(*), count(best_book) FROM open_bets")).isEqualTo("1|0");
    database.execute("UPDATE bets SET closed_at = now()");
    assertThat(database.query("SELECT * FROM open_bets")).isEmpty();
  }

  /** {@code closed_at} is no line's; {@code stored_at} is the database's. */
  @Test
  void everyColumnIsFilledFromTheOneList() {
    assertThat(Stream.concat(names(column -> true), Stream.of("closed_at", "commence_time")))
        .containsExactlyInAnyOrder(columns("bets"));
    assertThat(Stream.concat(names(BetColumn::inHistory), Stream.of("closed_at", "stored_at")))
        .containsExactlyInAnyOrder(columns("bet_history"));
  }

  @Test
  void withdrawnLineKeepsItsRowsClosedAndReopensThem() {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));
    assertThat(sink.write(batch(1, 2, at(1, withdrawn(TOTALS, "e1", 5.5))))).isEqualTo(1);

    String rows =
        "SELECT outcome, closed_at IS NOT NULL, best_book, offers::text FROM bets ORDER BY 1";
    assertThat(database.query(rows)).isEqualTo("Over|t|null|[]\nUnder|t|null|[]");

    sink.write(batch(2, 3, at(2, open(TOTALS, "e1", 5.5, 2.1))));
    assertThat(database.query(rows)).startsWith("Over|f|betmgm|[{").endsWith("\nUnder|f|null|[]");
  }

  @Test
  void outcomeThatItsLineNoLongerHasIsClosed() {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));
    assertThat(sink.write(batch(1, 2, at(1, overOnly(TOTALS, "e1", 5.5, 2.1))))).isEqualTo(1);

    assertThat(database.query("SELECT outcome, closed_at IS NOT NULL FROM bets ORDER BY 1"))
        .isEqualTo("Over|f\nUnder|t");
  }

  /** A line that opens, changes and goes between two writes. */
  @Test
  void rowsDoNotDependOnHowTheTopicIsCut() {
    VersionedLine both = at(0, open(TOTALS, "e1", 5.5, 2.1));
    VersionedLine over = at(1, overOnly(TOTALS, "e1", 5.5, 2.2));
    VersionedLine gone = at(2, withdrawn(TOTALS, "e1", 5.5));
    assertThat(sink().write(batch(Span.NEVER, 3, List.of(both, over), gone))).isEqualTo(1);
    String atOnce = rows();

    database.execute("TRUNCATE bets, events, bet_history, sink_offsets");
    sink().write(batch(Span.NEVER, 1, both));
    sink().write(batch(1, 2, over));
    sink().write(batch(2, 3, gone));

    assertThat(atOnce).isEqualTo(rows()).contains("Under");
  }

  private String rows() {
    return database.query("SELECT * FROM bets ORDER BY outcome")
        + database.query(
            "SELECT to_jsonb(h) - 'stored_at' FROM bet_history h ORDER BY outcome, version");
  }

  @Test
  void historyHasOneRowPerChangedBetAndVersion() {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));
    sink.write(batch(1, 2, at(1, open(TOTALS, "e1", 5.5, 2.2))));
    sink.write(batch(2, 2, at(1, open(TOTALS, "e1", 5.5, 2.2))));
    sink.write(batch(2, 3, at(2, withdrawn(TOTALS, "e1", 5.5))));

    assertThat(
            database.query(
                "SELECT outcome, version, bet_type, best_price, closed_at IS NOT NULL"
                    + " FROM bet_history ORDER BY outcome, version"))
        .isEqualTo(
            """
            Over|0|totals|2.1|f
            Over|1|totals|2.2|f
            Over|2|totals|null|t
            Under|0|totals|null|f
            Under|1|totals|null|f
            Under|2|totals|null|t""");
    // Its record is in a partition that the line has left.
    sink.write(batch(3, 4, at(-9_000_000_000_000_000L, open(TOTALS, "e2", 5.5, 2.1), NOW)));
    assertThat(database.query("SELECT count(*) FROM bet_history")).isEqualTo("6");
  }

  @Test
  void rebuildEmptiesTheTablesKeepsHistoryAndFencesARunningSink() throws Exception {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));
    String before = content();

    new PostgresRebuild(database.pool()).run();

    assertThat(database.query("SELECT count(*) FROM bets")).isEqualTo("0");
    assertThat(database.query("SELECT count(*) FROM bet_history")).isEqualTo("2");
    assertThatThrownBy(() -> sink.write(batch(1, 2, at(1, open(TOTALS, "e1", 5.5, 2.2)))))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.MOVED));
    sink.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));
    assertThat(content()).isEqualTo(before);
  }

  @Test
  void olderStateOfAnEventNeverReplacesANewerOne() {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 2, at(1, open(TOTALS, "e1", 5.5, 2.1))));
    database.execute("UPDATE events SET home_team = 'Moved' WHERE event_id = 'e1'");

    // Another line of the event, newer by version and older by market time.
    sink.write(
        batch(
            2, 3, at(2, open(TOTALS, "e1", 6.5, 2.1, NOW.minusSeconds(60), NOW.plusSeconds(60)))));
    assertThat(database.query("SELECT home_team FROM events")).isEqualTo("Moved");

    sink.write(
        batch(3, 4, at(3, open(TOTALS, "e1", 6.5, 2.1, NOW.plusSeconds(60), NOW.plusSeconds(90)))));
    assertThat(database.query("SELECT home_team FROM events")).isEqualTo("Boston");
  }

  @Test
  void updatesStayInTheirPage() {
    LineSink sink = sink();
    for (int round = 0; round < 20; round++) {
      double price = 2 + round / 100.0;
      int first = round * 200;
      VersionedLine[] lines =
          IntStream.range(0, 200)
              .mapToObj(i -> at(first + i, open(TOTALS, "e" + i, 5.5, price)))
              .sorted(Comparator.comparing(line -> line.line().id()))
              .toArray(VersionedLine[]::new);
      sink.write(batch(round == 0 ? Span.NEVER : first, first + 200, lines));
    }
    database.execute("SELECT pg_stat_force_next_flush()");

    // 19 rounds of updates of 200 lines with two bets each.
    String updates = "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables";
    assertThat(database.query(updates + " WHERE relname = 'bets'")).isEqualTo("7600|7600");
  }

  @Test
  void linesThatTheDatabaseRefusesAreAllNamedAndTheOthersCanBeWritten() {
    LineSink sink = sink();
    database.execute("ALTER TABLE bets ADD CHECK (event_id <> 'e5')");
    database.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " IF NEW.event_id = 'e4' THEN RAISE EXCEPTION 'no e4'; END IF;"
            + " RAISE EXCEPTION 'no e2' USING ERRCODE = '22P02'; END $$");
    database.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON events FOR EACH ROW"
            + " WHEN (NEW.event_id IN ('e2', 'e4')) EXECUTE FUNCTION refuse()");
    VersionedLine[] lines = {
      at(0, open(TOTALS, "e1", 5.5, 2.1)),
      at(1, open(TOTALS, "e2", 5.5, 2.1)), // the trigger, as if a value were malformed: 22P02
      at(2, open(TOTALS, "e3", 5.5, 2.1)),
      at(3, open(TOTALS, "e4", 5.5, 2.1)), // the trigger: P0001
      at(4, open(TOTALS, "e5", 5.5, 2.1)), // the check: 23514
      at(5, open(TOTALS, "e6", 5.5, 2.1))
    };

    assertThatThrownBy(() -> sink.write(batch(Span.NEVER, 6, lines)))
        .isInstanceOfSatisfying(
            LinesRefusedException.class,
            e -> {
              assertThat(e.reasons().keySet()).containsExactly(lines[1], lines[3], lines[4]);
              assertThat(e.reasons().get(lines[1])).contains("no e2", "cannot be stored");
              assertThat(e.reasons().get(lines[4])).contains("bets_event_id_check");
            });
    assertThat(sink.positions(TOPIC)).isEmpty();
    assertThat(database.query("SELECT count(*) FROM bets")).isEqualTo("0");
    assertThat(sink.write(batch(Span.NEVER, 6, lines[0], lines[2], lines[5]))).isEqualTo(3);
  }

  @Test
  void databaseThatLacksATableIsWaitedForAndBlamesNoLine() {
    LineSink sink = sink();
    database.execute("ALTER TABLE bets RENAME TO bets_elsewhere");
    assertThatThrownBy(() -> sink.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1)))))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.AWAY));
  }

  @Test
  void sinkWaitsForADatabaseThatIsAwayAndGoesOn() {
    LineSink sink = sink();
    sink.write(batch(Span.NEVER, 1, at(0, open(TOTALS, "e1", 5.5, 2.1))));
    server.stop();
    try {
      assertThatThrownBy(() -> sink.write(batch(1, 2, at(1, open(TOTALS, "e1", 5.5, 2.2)))))
          .isInstanceOfSatisfying(
              SinkException.class, e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.AWAY));
    } finally {
      server.start();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> sink.positions(TOPIC).get(0) == 1);
    assertThat(sink.write(batch(1, 2, at(1, open(TOTALS, "e1", 5.5, 2.2))))).isEqualTo(1);
  }

  private static Stream<String> names(Predicate<BetColumn> which) {
    return BetColumns.ALL.stream().filter(which).map(column -> column.column().name());
  }

  private String[] columns(String table) {
    String ofTable = "SELECT column_name FROM information_schema.columns WHERE table_name = '%s'";
    return database.query(ofTable.formatted(table)).split("\n");
  }
}
