package io.betintel.ev.restructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.betintel.localstack.LonePostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A run on a server that a real subscriber follows. */
@Tag("full")
final class RestructureReplicasIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROWS = 40_000;
  private static final long MIB = 1L << 20;

  private LonePostgres publisher;
  private LonePostgres subscriber;
  private RestructureDatabase database;
  private RestructureDatabase copy;
  private Request request;

  @BeforeEach
  void replicate() throws Exception {
    publisher = start("restructure-publisher");
    subscriber = start("restructure-subscriber");
    database = new RestructureDatabase(publisher.server(), "ev", ROWS);
    copy = new RestructureDatabase(subscriber.server(), "ev", 0);
    database.execute(
        "UPDATE bet_types SET enabled = false WHERE name = 'spreads'",
        "CREATE PUBLICATION lines FOR TABLE bets");
    copy.execute(
        "CREATE SUBSCRIPTION copy CONNECTION 'host=127.0.0.1 port=%s dbname=ev user=%s password=%s'"
                .formatted(
                    publisher.server().address().split(":", 2)[1],
                    publisher.server().user(),
                    publisher.server().password())
            + " PUBLICATION lines");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                copy.query("SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'")
                    .equals(List.of("0")));
    List<String> labels = new ArrayList<>(database.labels());
    labels.remove("spreads");
    labels.add(0, "zz_fresh");
    request =
        new Request(
            Kind.RESTRUCTURE, "bet_type_enum", new Target(labels, Map.of("spreads", "h2h")));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {copy, database, subscriber, publisher}) {
      if (each != null) {
        each.close();
      }
    }
  }

  @Test
  void aSubscriberThatLacksTheLabelsIsRefusedAndOneThatHasThemGoesOn() throws Exception {
    List<String> before = database.picture();
    try (RestructureDatabase.Run run = database.begin(new SilentWatch())) {
      assertThatThrownBy(() -> run.restructure().run(request, false))
          .isInstanceOf(RestructureRefusal.class)
          .hasMessageStartingWith("Nothing was changed:")
          .hasMessageContaining("publication lines sends every column")
          .hasMessageContaining("(logical slots: copy)")
          .hasMessageContaining("add bets.\"bet_type_new\" there")
          .hasMessageContaining("rows of spreads keep that label at subscribers")
          .hasMessageContaining("may lack zz_fresh: add the labels there");
    }
    assertThat(database.picture()).isEqualTo(before);
    database.execute("CREATE PUBLICATION everything FOR ALL TABLES", "DROP PUBLICATION lines");
    try (RestructureDatabase.Run run = database.begin(new SilentWatch())) {
      assertThatThrownBy(() -> run.restructure().run(request, false))
          .hasMessageContaining("publication everything sends every column")
          .hasMessageContaining("may lack zz_fresh: add the labels there");
    }
    database.execute("CREATE PUBLICATION lines FOR TABLE bets", "DROP PUBLICATION everything");

    copy.execute(
        "ALTER TYPE bet_type_enum ADD VALUE 'zz_fresh'",
        "ALTER TABLE bets ADD COLUMN bet_type_new text");
    try (RestructureDatabase.Run run = database.begin(new SilentWatch())) {
      assertThat(run.restructure().run(request, true)).isTrue();
    }
    database.execute(
        "UPDATE bets SET bet_type = 'zz_fresh', version = version + 1 WHERE version % 100 = 0");
    await()
        .atMost(PATIENCE)
        .until(() -> count(copy, "zz_fresh").equals(count(database, "zz_fresh")));
    copy.execute( // as the refusal says
        "UPDATE bets SET bet_type = 'h2h' WHERE bet_type = 'spreads'",
        "ALTER TABLE bets DROP COLUMN bet_type_new");

    String rows = "SELECT line_id || bet_type::text || version FROM bets ORDER BY 1";
    assertThat(copy.query(rows)).isEqualTo(database.query(rows)).hasSize(ROWS);
    database.execute("UPDATE bets SET bet_type = 'totals' WHERE bet_type = 'zz_fresh'");
    await().atMost(PATIENCE).until(() -> count(copy, "zz_fresh").equals(List.of("0")));
  }

  @Test
  void aSubscriberThatFallsBehindPausesItUntilItHasCaughtUp() throws Exception {
    prepare();
    List<String> waits = new ArrayList<>();
    try (Connection reader = copy.connect();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("LOCK TABLE bets IN ACCESS EXCLUSIVE MODE");
      try (RestructureDatabase.Run run = database.begin(watch(waits, () -> {}), pace(2))) {
        assertThatThrownBy(() -> run.restructure().run(request, true))
            .isInstanceOf(RestructureRefusal.class)
            .hasMessageStartingWith("It stopped, and nothing is half done:")
            .hasMessageMatching(
                "(?s).*a replica is \\d+ MiB behind for too long: it stays where.*");
      }
      assertThat(waits).hasSize(1);
      assertThat(database.query("SELECT step || ' ' || brake FROM restructures"))
          .singleElement()
          .asString()
          .matches("backfill a replica is \\d+ MiB behind");
      try (RestructureDatabase.Run run =
          database.begin(watch(waits, () -> rollback(reader)), pace(60))) {
        run.restructure().resume();
      }
    }
    // Once more at least: as it catches up it may fall behind again.
    assertThat(waits).hasSizeGreaterThan(1).allMatch(each -> each.startsWith("a replica is "));
    assertThat(database.labels()).isEqualTo(request.target().labels());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                copy.query("SELECT count(*) FROM bets WHERE bet_type_new IS NULL")
                    .equals(List.of("0")));
  }

  @Test
  void aSlotWithoutAReaderStopsItBeforeTheDiskIsFull() throws Exception {
    prepare();
    database.execute("SELECT pg_create_physical_replication_slot('stuck', true)");
    try (RestructureDatabase.Run run = database.begin(new SilentWatch(), pace(1))) {
      assertThatThrownBy(() -> run.restructure().run(request, true))
          .isInstanceOf(RestructureRefusal.class)
          .hasMessageMatching(
              "(?s).*slot stuck has no reader and keeps \\d+ MiB of WAL: start its reader, or drop"
                  + " the slot for too long.*");
    }
    database.execute("SELECT pg_drop_replication_slot('stuck')");
    try (RestructureDatabase.Run run = database.begin(new SilentWatch())) {
      run.restructure().resume();
    }
    assertThat(database.labels()).isEqualTo(request.target().labels());
  }

  private void prepare() throws SQLException {
    copy.execute(
        "ALTER TYPE bet_type_enum ADD VALUE 'zz_fresh'",
        "ALTER TABLE bets ADD COLUMN bet_type_new text");
  }

  private static RestructurePace pace(int seconds) {
    return new RestructurePace(
        Duration.ofMillis(20), 1, MIB, 50, Duration.ofMillis(40), Duration.ofSeconds(seconds));
  }

  private static Watch watch(List<String> waits, Runnable whileItWaits) {
    return new SilentWatch() {
      @Override
      public void waiting(String forWhat) {
        waits.add(forWhat);
        whileItWaits.run();
      }
    };
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> count(RestructureDatabase database, String betType)
      throws SQLException {
    return database.query("SELECT count(*) FROM bets WHERE bet_type::text = '" + betType + "'");
  }

  private static LonePostgres start(String name) {
    return LonePostgres.start(
        Path.of(System.getProperty("ev.it.directory", "target/it"), name),
        "wal_level=logical",
        "wal_sender_timeout=60s",
        "wal_retrieve_retry_interval=200ms");
  }
}
