package io.betintel.ev.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.WorkerIdentity;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
final class PostgresBetTypeCatalogueIT {
  private static final BetType H2H = new BetType("h2h");
  private static final BetType STEALS = new BetType("zz_steals");

  private final PostgresServer server;
  private final MigratedDatabase database;
  private PostgresBetTypeCatalogue catalogue;

  PostgresBetTypeCatalogueIT(PostgresServer server) {
    this.server = server;
    database = new MigratedDatabase(server);
    catalogue = catalogue(database.pool());
  }

  @AfterEach
  void close() {
    catalogue.close();
    database.close();
  }

  @Test
  void readsTheCatalogueAndAcknowledgesIt() throws InterruptedException {
    assertThatThrownBy(catalogue::current).isInstanceOf(IllegalStateException.class);
    catalogue.start();
    Catalogue first = catalogue.awaitFirst();

    assertThat(first.version()).isEqualTo(version());
    assertThat(first.find(H2H)).hasValueSatisfying(entry -> assertThat(entry.isServed()).isTrue());
    assertThat(first.find(new BetType("player_assists")))
        .hasValueSatisfying(
            entry -> {
              assertThat(entry.labelled()).isTrue();
              assertThat(entry.isServed()).isFalse();
              assertThat(entry.minRole()).isEqualTo(Role.ADMIN);
            });
    await()
        .untilAsserted(
            () ->
                assertThat(
                        database.query(
                            "SELECT worker_id, catalogue_version, servable, build, host"
                                + " FROM worker_heartbeats"))
                    .isEqualTo(
                        "w1|"
                            + first.version()
                            + "|{h2h,player_points,spreads,totals}|1.2.3|here"));
    assertThat(catalogue.check().status()).isEqualTo(Check.Status.UP);
  }

  @Test
  void changeIsSeenToldAndAcknowledged() throws InterruptedException {
    Queue<Long> told = new ConcurrentLinkedQueue<>();
    catalogue.onChange(changed -> told.add(changed.version()));
    catalogue.start();
    long first = catalogue.awaitFirst().version();

    database.execute("UPDATE bet_types SET enabled = false WHERE name = 'h2h'");
    long second = version();
    assertThat(second).isGreaterThan(first);

    await().until(() -> !catalogue.current().find(H2H).orElseThrow().isServed());
    await()
        .until(
            () ->
                database
                    .query("SELECT catalogue_version, servable FROM worker_heartbeats")
                    .equals(second + "|{player_points,spreads,totals}"));
    assertThat(told).containsExactly(first, second);
  }

  /**
   * What a restore does to the rows: the catalogue of an hour ago is back, and changes as it did
   * then. A number that only counts would be the worker's own, and it would keep what it has.
   */
  @Test
  void restoredCatalogueRepeatsNoNumberAndIsLoadedAgain() throws Exception {
    database.execute("CREATE TABLE saved AS SELECT * FROM bet_types");
    database.execute("CREATE TABLE saved_version AS SELECT * FROM bet_types_version");
    database.execute("UPDATE bet_types SET enabled = false WHERE name = 'h2h'");
    catalogue.start();
    long lost = catalogue.awaitFirst().version();
    LiveWorkers workers =
        new LiveWorkers(
            database.pool(), new CatalogueConfig(Duration.ofMillis(50), Duration.ofMillis(500)));
    await().until(() -> workers.now().stream().anyMatch(worker -> worker.acknowledged(lost)));

    database.execute(
        """
        BEGIN;
        SET LOCAL session_replication_role = replica;
        DELETE FROM bet_types;
        INSERT INTO bet_types SELECT * FROM saved;
        DELETE FROM bet_types_version;
        INSERT INTO bet_types_version SELECT * FROM saved_version;
        COMMIT""");
    await().until(() -> catalogue.current().find(H2H).orElseThrow().isServed());
    assertThat(catalogue.current().version()).isEqualTo(version()).isLessThan(lost);

    // One change was undone; another one takes its place.
    database.execute("UPDATE bet_types SET enabled = false WHERE name = 'totals'");
    assertThat(version()).isGreaterThan(lost);
    await().until(() -> !catalogue.current().find(new BetType("totals")).orElseThrow().isServed());
    assertThat(catalogue.current().find(H2H).orElseThrow().isServed()).isTrue();
  }

  @Test
  void heartbeatOfAnotherIncarnationAcknowledgesNothing() throws Exception {
    LiveWorkers workers =
        new LiveWorkers(
            database.pool(), new CatalogueConfig(Duration.ofMillis(50), Duration.ofSeconds(30)));
    database.execute(
        "INSERT INTO worker_heartbeats SELECT 'w9', version + 1000, '{h2h}', '1', 'here', now(),"
            + " now() FROM bet_types_version");
    assertThat(workers.now())
        .singleElement()
        .satisfies(worker -> assertThat(worker.acknowledged(1)).isFalse());
  }

  @Test
  void recreatedVersionTableIsFollowedAndItsNextNumberIsANewOne() throws Exception {
    catalogue.start();
    long before = catalogue.awaitFirst().version();
    database.execute("DELETE FROM bet_types_version");
    await().until(() -> catalogue.check().status() == Check.Status.WAITING);
    assertThat(catalogue.current().version()).isEqualTo(before);
    database.execute("INSERT INTO bet_types_version (version) VALUES (1)");
    await().until(() -> catalogue.current().version() == 1);

    database.execute("DELETE FROM bet_types_version");
    database.execute("UPDATE bet_types SET title = 'Winner' WHERE name = 'h2h'");
    assertThat(version()).isGreaterThan(before);
    await().until(() -> catalogue.current().version() == version());
  }

  private long version() {
    return Long.parseLong(database.query("SELECT version FROM bet_types_version"));
  }

  @Test
  void labelAloneMakesATypeServable() throws InterruptedException {
    database.execute(
        "INSERT INTO bet_types (name, title, shape, enabled)"
            + " VALUES ('zz_steals', 'Steals', 'over_under', true)");
    catalogue.start();
    assertThat(catalogue.awaitFirst().find(STEALS).orElseThrow().isServed()).isFalse();

    database.execute("ALTER TYPE bet_type_enum ADD VALUE 'zz_steals'");

    await().until(() -> catalogue.current().find(STEALS).orElseThrow().isServed());
    await()
        .until(
            () ->
                database
                    .query("SELECT servable::text FROM worker_heartbeats")
                    .contains("zz_steals"));
  }

  @Test
  void rowThatIsNotUnderstoodIsNotServedAndLeavesTheOtherTypesAlone() throws InterruptedException {
    database.execute(
        "INSERT INTO bet_types (name, title, shape, enabled, settings) VALUES"
            + " ('zz_rough', 'x', 'over_under', true, '{\"take\": \"high\"}')");
    database.execute("ALTER TYPE bet_type_enum ADD VALUE 'zz_rough'");
    database.execute("UPDATE bet_types SET settings = '{\"take\": 0.07}' WHERE name = 'h2h'");
    catalogue.start();
    Catalogue first = catalogue.awaitFirst();
    assertThat(first.served(new BetType("zz_rough"))).isEqualTo(Served.SETTINGS_NOT_UNDERSTOOD);
    assertThat(first.find(H2H).orElseThrow().settings().take()).isEqualTo(0.07);

    // A worker that understood the row before says the same as one that starts now.
    database.execute("UPDATE bet_types SET settings = '{\"take\": -1}' WHERE name = 'h2h'");

    await().until(() -> catalogue.current().served(H2H) == Served.SETTINGS_NOT_UNDERSTOOD);
    assertThat(catalogue.current().served(new BetType("totals"))).isEqualTo(Served.SERVED);
    assertThat(catalogue.current().find(H2H).orElseThrow().complaint())
        .isEqualTo("take is -1: accepted is a fraction above 0");
    assertThat(catalogue.last().on(H2H)).as("the flag is another matter").isTrue();

    database.execute("UPDATE bet_types SET settings = '{\"take\": 0.08}' WHERE name = 'h2h'");
    await().until(() -> catalogue.current().served(H2H) == Served.SERVED);
    CatalogueEntry h2h = catalogue.current().find(H2H).orElseThrow();
    assertThat(h2h.settings().take()).isEqualTo(0.08);
    assertThat(h2h.settingsVersion()).isEqualTo(4);
  }

  @Test
  void lastCatalogueIsKeptWhileTheDatabaseIsAway() throws InterruptedException {
    catalogue.start();
    Catalogue before = catalogue.awaitFirst();
    server.stop();
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> catalogue.check().status() == Check.Status.WAITING);
      assertThat(catalogue.check().detail())
          .startsWith("keeping version " + before.version() + " since the database is");
      assertThat(catalogue.current()).isEqualTo(before);
    } finally {
      server.start();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> catalogue.check().status() == Check.Status.UP);
  }

  @Test
  void databaseThatIsNotMigratedIsWaitedForAndSaidSo() throws InterruptedException {
    String url = server.createDatabase("catalogue_empty");
    try (var pool =
            PostgresPool.of(new PostgresConfig(url, server.user(), server.password(), 2), "test");
        var waiting = catalogue(pool)) {
      waiting.start();
      await().until(() -> waiting.check().detail().contains("run ev-worker migrate"));
      assertThat(waiting.check().status()).isEqualTo(Check.Status.WAITING);
    }
  }

  @Test
  void workerThatLeavesIsNotWaitedFor() throws InterruptedException {
    catalogue.start();
    catalogue.awaitFirst();
    await().until(() -> database.query("SELECT count(*) FROM worker_heartbeats").equals("1"));

    catalogue.close();
    assertThat(database.query("SELECT count(*) FROM worker_heartbeats")).isEqualTo("0");
  }

  private static PostgresBetTypeCatalogue catalogue(DataSource dataSource) {
    return new PostgresBetTypeCatalogue(
        dataSource,
        new CatalogueConfig(Duration.ofMillis(50), Duration.ofMillis(500)),
        Optional.of(
            new WorkerIdentity("w1", "1.2.3", "here", Instant.parse("2026-11-01T12:00:00Z"))));
  }
}
